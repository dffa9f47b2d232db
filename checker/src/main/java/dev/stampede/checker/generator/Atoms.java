package dev.stampede.checker.generator;

import dev.stampede.checker.model.Datum;

/** Whole numbers as values; small ones are shared. */
final class Atoms {
    /** A value that no client writes. */
    static final Datum PHANTOM = new Datum.Atom("987654321");

    static final Datum TRUE = new Datum.Atom("true");
    static final Datum FALSE = new Datum.Atom("false");

    private static final Datum[] SMALL = new Datum[1 << 10];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = new Datum.Atom(Integer.toString(i));
        }
    }

    private Atoms() {}

    static Datum of(int number) {
        return number >= 0 && number < SMALL.length ? SMALL[number] : new Datum.Atom(Integer.toString(number));
    }
}
