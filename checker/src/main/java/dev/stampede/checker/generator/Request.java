package dev.stampede.checker.generator;

import dev.stampede.checker.model.Datum;

/** What a client asks for. */
record Request(String function, String key, Datum argument) {
    static Request of(String function, Datum argument) {
        return new Request(function, "", argument);
    }

    static Request of(String function) {
        return of(function, Datum.Atom.NIL);
    }
}
