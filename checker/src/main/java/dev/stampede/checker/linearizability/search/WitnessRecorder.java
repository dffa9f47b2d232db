package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.Problem;
import java.util.Arrays;

/**
 * Builds an order of all operations that took effect from the path of a {@link WindowedSearch}: places free writes
 * where they became free, and assigns the operations of supplies in the order of their calls.
 */
final class WitnessRecorder implements WindowedSearch.Listener {
    private static final int NOT_FREE = -1;

    private final int[] called;
    private final int[] freeAt;
    private final int[] order;
    private final int[][] members;
    private final int[] used;
    private final boolean[] overused;
    private int count;
    private boolean anyOverused;

    WitnessRecorder(Problem problem, WindowTable windows) {
        called = problem.when().called();
        freeAt = new int[problem.size()];
        Arrays.fill(freeAt, NOT_FREE);
        order = new int[problem.size()];
        members = members(windows);
        used = new int[members.length];
        overused = new boolean[members.length];
    }

    private static int[][] members(WindowTable windows) {
        int[] sizes = new int[windows.supplyKind.length];
        for (int operation : windows.called) {
            if (windows.role[operation] == WindowTable.Role.SUPPLY) {
                sizes[windows.slot[operation]]++;
            }
        }
        int[][] members = new int[sizes.length][];
        for (int supply = 0; supply < sizes.length; supply++) {
            members[supply] = new int[sizes[supply]];
        }
        Arrays.fill(sizes, 0);
        for (int operation : windows.called) {
            if (windows.role[operation] == WindowTable.Role.SUPPLY) {
                int supply = windows.slot[operation];
                members[supply][sizes[supply]++] = operation;
            }
        }
        return members;
    }

    @Override
    public void tookEffect(int operation) {
        freeAt[operation] = NOT_FREE;
        order[count++] = operation;
    }

    @Override
    public void tookEffectOfSupply(int supply, int calledSoFar) {
        if (used[supply] >= calledSoFar) {
            overused[supply] = true;
            anyOverused = true;
        } else if (!anyOverused) {
            order[count++] = members[supply][used[supply]];
        }
        used[supply]++;
    }

    @Override
    public void becameFree(int operation) {
        if (freeAt[operation] == NOT_FREE) {
            freeAt[operation] = count;
        }
    }

    /** The supplies of which more operations were used than had been called; null if there are none. */
    boolean @org.jspecify.annotations.Nullable [] overused() {
        return anyOverused ? overused : null;
    }

    /**
     * The order, if no supply was overused. Operations that became free at the same point are in the order of their
     * calls, because some of them may have returned before others were called.
     */
    int[] witness() {
        int[] startsAt = new int[count + 2];
        int free = 0;
        for (int place : freeAt) {
            if (place != NOT_FREE) {
                startsAt[place + 1]++;
                free++;
            }
        }
        for (int place = 0; place <= count; place++) {
            startsAt[place + 1] += startsAt[place];
        }
        int[] byPlace = new int[free];
        int[] next = startsAt.clone();
        for (int operation : called) {
            if (freeAt[operation] != NOT_FREE) {
                byPlace[next[freeAt[operation]]++] = operation;
            }
        }
        int[] witness = new int[count + free];
        int length = 0;
        for (int place = 0; place <= count; place++) {
            for (int i = startsAt[place]; i < startsAt[place + 1]; i++) {
                witness[length++] = byPlace[i];
            }
            if (place < count) {
                witness[length++] = order[place];
            }
        }
        return witness;
    }
}
