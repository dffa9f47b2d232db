package dev.stampede.checker.linearizability.search;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Detects cycles on a path: moves of supplies ({@link IndeterminatePool}) led back to an earlier configuration of the
 * path. Not thread-safe.
 */
final class CycleDetector {
    private final SearchPath path;
    private final IndeterminatePool supplies;
    private final long[] taken;
    private final long[] free;

    /** A detector for a path. The arrays contain the sets of the current configuration. */
    CycleDetector(SearchPath path, IndeterminatePool supplies, long[] taken, long[] free) {
        this.path = path;
        this.supplies = supplies;
        this.taken = taken;
        this.free = free;
    }

    /**
     * Searches the path for the configuration that a move of a supply leads to. The operations of supplies that the
     * path used after that configuration were useless. Returns the nogood of the cycle; null if there is no cycle.
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
