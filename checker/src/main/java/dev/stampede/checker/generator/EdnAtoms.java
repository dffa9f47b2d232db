package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;

/** Whole numbers as EDN values; small ones are shared. */
final class EdnAtoms {
    /** A value that no client writes. */
    static final EdnValue PHANTOM = new EdnValue.Atom("987654321");

    static final EdnValue TRUE = new EdnValue.Atom("true");
    static final EdnValue FALSE = new EdnValue.Atom("false");

    private static final EdnValue[] SMALL = new EdnValue[1 << 10];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = new EdnValue.Atom(Integer.toString(i));
        }
    }

    private EdnAtoms() {}

    static EdnValue of(int number) {
        return number >= 0 && number < SMALL.length ? SMALL[number] : new EdnValue.Atom(Integer.toString(number));
    }
}
