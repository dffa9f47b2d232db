package dev.stampede.checker.generator;

import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.Datum;

/** What a client is answered: a value, or the error of what failed. */
record Answer(Outcome outcome, Datum value) {
    /** Done; there is nothing to say. */
    static final Answer DONE = new Answer(Outcome.OK, Datum.Atom.NIL);

    /** Refused; there is nothing to say. */
    static final Answer FAILED = new Answer(Outcome.FAILED, Datum.Atom.NIL);

    static Answer ok(Datum value) {
        return new Answer(Outcome.OK, value);
    }

    static Answer failed(Datum error) {
        return new Answer(Outcome.FAILED, error);
    }
}
