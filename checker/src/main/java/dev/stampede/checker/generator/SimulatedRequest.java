package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;

/** A request of a client. */
record SimulatedRequest(String function, String key, EdnValue argument) {
    static SimulatedRequest of(String function, EdnValue argument) {
        return new SimulatedRequest(function, "", argument);
    }

    static SimulatedRequest of(String function) {
        return of(function, EdnValue.Atom.NIL);
    }
}
