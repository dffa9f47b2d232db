package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;

/** What a client is answered: a value, or the error of what failed. */
record SimulatedAnswer(Outcome outcome, EdnValue value) {
    /** Done; there is nothing to say. */
    static final SimulatedAnswer DONE = new SimulatedAnswer(Outcome.OK, EdnValue.Atom.NIL);

    /** Refused; there is nothing to say. */
    static final SimulatedAnswer FAILED = new SimulatedAnswer(Outcome.FAILED, EdnValue.Atom.NIL);

    static SimulatedAnswer ok(EdnValue value) {
        return new SimulatedAnswer(Outcome.OK, value);
    }

    static SimulatedAnswer failed(EdnValue error) {
        return new SimulatedAnswer(Outcome.FAILED, error);
    }
}
