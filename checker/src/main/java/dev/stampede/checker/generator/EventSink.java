package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;

/** Takes the events of a history in their order. */
interface EventSink {
    void invoked(int process, SimulatedRequest request);

    /** A request that is completed; the answer to one of unknown outcome says nothing. */
    void completed(int process, SimulatedRequest request, Outcome outcome, EdnValue answer);
}
