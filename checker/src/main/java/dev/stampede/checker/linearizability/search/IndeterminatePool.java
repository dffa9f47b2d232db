package dev.stampede.checker.linearizability.search;

import java.util.Arrays;

/**
 * The number of operations of each supply that a path has used, and the limits that the path reached. A supply consists
 * of the indeterminate operations of one kind without a deadline. Not thread-safe.
 *
 * <p>A supply that is not counted is unlimited as soon as one of its operations has been called. This is an
 * overestimate: a search that fails nevertheless is right to fail, and one that succeeds must be verified (see {@link
 * ResumableSearch}).
 */
final class IndeterminatePool {
    private final PendingWindow window;
    private final boolean[] counted;
    private final int[] used;
    private final int[] blamed;
    private int[] blamedSupplies = new int[8];
    private int blames;

    IndeterminatePool(PendingWindow window, boolean[] counted) {
        this.window = window;
        this.counted = counted;
        this.used = new int[counted.length];
        this.blamed = new int[counted.length];
    }

    /** The number of supplies. */
    int size() {
        return counted.length;
    }

    int used(int supply) {
        return used[supply];
    }

    void use(int supply) {
        used[supply]++;
    }

    void release(int supply) {
        used[supply]--;
    }

    boolean counted(int supply) {
        return counted[supply];
    }

    /** Whether an operation of a supply is left. If all were used, the limit is recorded for {@link #takeNogood}. */
    boolean has(int supply) {
        int called = window.supplied[supply];
        if (called > used[supply] || (called > 0 && !counted[supply])) {
            return true;
        }
        if (called > 0) {
            blame(supply, called);
        }
        return false;
    }

    private void blame(int supply, int amount) {
        if (blamed[supply] == 0) {
            if (blames == blamedSupplies.length) {
                blamedSupplies = Arrays.copyOf(blamedSupplies, 2 * blames);
            }
            blamedSupplies[blames++] = supply;
        }
        blamed[supply] = Math.max(blamed[supply], amount);
    }

    /** The nogood of the limits that were reached since the last call. */
    int[] takeNogood() {
        if (blames == 0) {
            return Nogood.ALWAYS;
        }
        Arrays.sort(blamedSupplies, 0, blames);
        int[] nogood = new int[2 * blames];
        for (int i = 0; i < blames; i++) {
            nogood[2 * i] = blamedSupplies[i];
            nogood[2 * i + 1] = blamed[blamedSupplies[i]];
            blamed[blamedSupplies[i]] = 0;
        }
        blames = 0;
        return nogood;
    }
}
