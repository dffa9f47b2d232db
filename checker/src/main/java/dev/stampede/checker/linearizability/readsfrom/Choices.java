package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;

/** The meaning of the variables: a use reads from a source. Not thread-safe. */
final class Choices {
    /** Stands for all sources that have not been listed yet. */
    static final int UNLISTED = -2;

    private int[] use = new int[1024];
    private int[] source = new int[1024];

    void define(int variable, int ofUse, int fromSource) {
        if (variable >= use.length) {
            use = Arrays.copyOf(use, 2 * variable);
            source = Arrays.copyOf(source, 2 * variable);
        }
        use[variable] = ofUse;
        source[variable] = fromSource;
    }

    int use(int variable) {
        return use[variable];
    }

    /** The source, or {@link #UNLISTED}. */
    int source(int variable) {
        return source[variable];
    }
}
