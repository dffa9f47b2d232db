package dev.stampede.checker.generator;

import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.Datum;

/** Takes the events of a history in their order. */
interface EventSink {
    void invoked(int process, Request request);

    /** A request that is completed; the answer to one of unknown outcome says nothing. */
    void completed(int process, Request request, Outcome outcome, Datum answer);
}
