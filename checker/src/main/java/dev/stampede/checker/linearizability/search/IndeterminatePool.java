package dev.stampede.checker.linearizability.search;

import java.util.Arrays;

/**
 * How many of the indeterminate operations of each kind a path has used, and which limits it ran into. Not thread-safe.
 *
 * <p>A supply that is not counted gives as often as it is asked, once anything of it has been called. That is more than
 * the truth: what fails even so does fail, and what succeeds has to be looked at (see {@link ResumableSearch}).
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

    /** How many supplies there are. */
    int size() {
        return counted.length;
    }

    int used(int supply) {
        return used[supply];
    }

    void use(int supply) {
        used[supply]++;
    }

    void giveBack(int supply) {
        used[supply]--;
    }

    boolean counted(int supply) {
        return counted[supply];
    }

    /** Whether there is one left; if not because of what has been used, that is remembered for {@link #takeBlame}. */
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

    /** The nogood made of the limits that were run into since the last time. */
    int[] takeBlame() {
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
