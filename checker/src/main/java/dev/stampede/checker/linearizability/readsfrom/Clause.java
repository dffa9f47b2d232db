package dev.stampede.checker.linearizability.readsfrom;

/**
 * At least one of some literals is true. The literal {@code 2 * v} means that the variable v is true, {@code 2 * v + 1}
 * that it is false.
 *
 * <p>A clause records why it holds: it states that a use has a source, it is a lemma of the theory of chains, or it was
 * learned from other clauses.
 */
final class Clause {
    private static final Clause[] NONE = {};
    private static final int[] NO_WITNESSES = {};

    /** In place of a use: the clause does not state that a use has a source. */
    static final int LEMMA = -1;

    /** The solver changes the order of the literals. */
    final int[] literals;

    /** The use that must have one of the sources in the clause; {@link #LEMMA} for other clauses. */
    final int use;

    /** The clauses from which it was learned. */
    final Clause[] antecedents;

    /** For a lemma, the operations whose intervals contradict the choices. */
    final int[] witnesses;

    private Clause(int[] literals, int use, Clause[] antecedents, int[] witnesses) {
        this.literals = literals;
        this.use = use;
        this.antecedents = antecedents;
        this.witnesses = witnesses;
    }

    /** The use reads from one of its sources. */
    static Clause sourceOf(int use, int[] literals) {
        return new Clause(literals, use, NONE, NO_WITNESSES);
    }

    /** A consequence of the theorem and of the intervals of some operations. */
    static Clause lemma(int[] literals, int... witnesses) {
        return new Clause(literals, LEMMA, NONE, witnesses);
    }

    static Clause learned(int[] literals, Clause[] antecedents) {
        return new Clause(literals, LEMMA, antecedents, NO_WITNESSES);
    }

    /** Swaps two literals. */
    void swap(int one, int other) {
        int kept = literals[one];
        literals[one] = literals[other];
        literals[other] = kept;
    }

    static int variable(int literal) {
        return literal >> 1;
    }

    static int negation(int literal) {
        return literal ^ 1;
    }

    static boolean negative(int literal) {
        return (literal & 1) != 0;
    }
}
