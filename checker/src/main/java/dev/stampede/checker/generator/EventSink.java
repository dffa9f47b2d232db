package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;

/** Receives the events of a history in order. */
interface EventSink {
    void invoked(int process, SimulatedRequest request);

    /** A request completed; if the outcome is indeterminate, the result is meaningless. */
    void completed(int process, SimulatedRequest request, Outcome outcome, EdnValue answer);
}
