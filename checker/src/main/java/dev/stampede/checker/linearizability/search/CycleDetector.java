package dev.stampede.checker.linearizability.search;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds out where a path goes round in circles: indeterminate operations are used, and nothing has changed. Not thread-safe. */
final class CycleDetector {
    private final SearchPath path;
    private final IndeterminatePool supplies;
    private final long[] taken;
    private final long[] free;

    /** Looks at configurations whose sets are kept in the given arrays, behind the given path. */
    CycleDetector(SearchPath path, IndeterminatePool supplies, long[] taken, long[] free) {
        this.path = path;
        this.supplies = supplies;
        this.taken = taken;
        this.free = free;
    }

    /**
     * The nogood of the configuration on the path that is the same as the one that a move of a supply has led to, but for
     * supplies that have been used since then in vain; null if there is none.
     */
    int @Nullable [] find(int level, int state, int move) {
        int[] usedSince = new int[supplies.size()];
        usedSince[SearchMove.supply(move)]++;
        for (int at = path.depth() - 1; at >= 0 && sameSets(at, level); at--) {
            if (path.state(at) == state) {
                return nogoodOfUses(usedSince);
            }
            int supply = SearchMove.supply(path.move(at));
            if (supply < 0) {
                return null;
            }
            usedSince[supply]++;
        }
        return null;
    }

    private boolean sameSets(int at, int level) {
        if (path.level(at) != level) {
            return false;
        }
        int sets = path.setsAt(at);
        int words = taken.length;
        return Arrays.equals(path.sets(), sets, sets + words, taken, 0, words)
                && Arrays.equals(path.sets(), sets + words, sets + 2 * words, free, 0, words);
    }

    private int[] nogoodOfUses(int[] usedSince) {
        int[] nogood = new int[2 * usedSince.length];
        int count = 0;
        for (int supply = 0; supply < usedSince.length; supply++) {
            int before = supplies.used(supply) - usedSince[supply];
            if (supplies.counted(supply) && before > 0) {
                nogood[count++] = supply;
                nogood[count++] = before;
            }
        }
        return Arrays.copyOf(nogood, count);
    }
}
