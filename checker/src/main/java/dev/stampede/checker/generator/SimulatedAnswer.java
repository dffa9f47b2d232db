package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;

/** The result of a request: a value, or the error of a failure. */
record SimulatedAnswer(Outcome outcome, EdnValue value) {
    /** Success without a value. */
    static final SimulatedAnswer DONE = new SimulatedAnswer(Outcome.OK, EdnValue.Atom.NIL);

    /** Failure without an error. */
    static final SimulatedAnswer FAILED = new SimulatedAnswer(Outcome.FAILED, EdnValue.Atom.NIL);

    static SimulatedAnswer ok(EdnValue value) {
        return new SimulatedAnswer(Outcome.OK, value);
    }

    static SimulatedAnswer failed(EdnValue error) {
        return new SimulatedAnswer(Outcome.FAILED, error);
    }
}
