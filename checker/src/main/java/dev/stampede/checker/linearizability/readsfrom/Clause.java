package dev.stampede.checker.linearizability.readsfrom;

/**
 * At least one of some literals is true. The literal {@code 2 * v} says that a variable v is true, {@code 2 * v + 1} that
 * it is false.
 *
 * <p>A clause knows why it holds: it says that a use has a source, it is a lemma of the theory of chains, or it was learned
 * from other clauses.
 */
final class Clause {
    private static final Clause[] NONE = {};
    private static final int[] NO_WITNESSES = {};

    /** No use. */
    static final int LEMMA = -1;

    /** The solver changes their order. */
    final int[] literals;

    /** The use that must have one of these sources; {@link #LEMMA} if the clause says something else. */
    final int use;

    /** The clauses that it was learned from. */
    final Clause[] antecedents;

    /** Of a lemma the operations whose intervals contradict the choices. */
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

    /** What the theorem says of some choices, because of the intervals of some operations. */
    static Clause lemma(int[] literals, int... witnesses) {
        return new Clause(literals, LEMMA, NONE, witnesses);
    }

    static Clause learned(int[] literals, Clause[] antecedents) {
        return new Clause(literals, LEMMA, antecedents, NO_WITNESSES);
    }

    /** Exchanges the places of two literals. */
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
