package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.SearchBudget;
import org.jspecify.annotations.Nullable;

/**
 * The configurations that are known to fail, each with its nogoods, which state under which conditions it fails.
 *
 * <p>A configuration consists of a level, a set of slots whose operations have taken effect, a set of slots whose
 * operations are free, and a state. It takes 24 bytes for up to 64 slots, regardless of the length of the history. Open
 * addressing with linear probing in one array. When the memory limit is reached, a new configuration replaces an old
 * one. This costs time but does not change the verdict. Not thread-safe.
 */
final class FailedConfigurations {
    private static final int FIRST_SLOTS = 64;
    private static final int MAX_LONGS = 1 << 30;

    private final int words;
    private final int stride;
    private final boolean conditional;
    private final SearchBudget budget;
    private long[] table;
    private int[][] nogoods;
    private int slots = FIRST_SLOTS;
    private int size;
    private long forgotten;

    /** A table. If it is not conditional, it stores no nogoods, and every failure counts as unconditional. */
    FailedConfigurations(int words, boolean conditional, SearchBudget budget) {
        this.words = words;
        this.stride = 2 * words + 1;
        this.conditional = conditional;
        this.budget = budget;
        this.table = new long[slots * stride];
        this.nogoods = conditional ? new int[slots][] : new int[0][];
        budget.hold(8L * table.length + (conditional ? 4L * slots : 0));
    }

    int size() {
        return size;
    }

    /** Whether it has forgotten so much that continuing is pointless. */
    boolean forgetsTooMuch() {
        return forgotten > 16L * slots;
    }

    /** The nogood that applies to a configuration with these uses of supplies, or null. */
    int @Nullable [] find(int level, long[] taken, long[] free, int state, IndeterminatePool supplies) {
        int slot = slot(tag(level, state), taken, 0, free, 0);
        if (table[slot * stride] == 0) {
            return null;
        }
        if (!conditional) {
            return Nogood.ALWAYS;
        }
        return Nogood.firstThatApplies(nogoods[slot], supplies);
    }

    /** Adds a nogood for a configuration whose sets are in one array. */
    void add(int level, long[] sets, int at, int state, int[] nogood) {
        long tag = tag(level, state);
        int slot = slot(tag, sets, at, sets, at + words);
        if (table[slot * stride] != 0) {
            addNogood(slot, nogood);
            return;
        }
        if ((size + 1) * 2L > slots && !grow()) {
            slot = replace(tag, sets, at, slot);
        } else {
            slot = slot(tag, sets, at, sets, at + words);
            size++;
        }
        table[slot * stride] = tag;
        System.arraycopy(sets, at, table, slot * stride + 1, 2 * words);
        if (conditional) {
            nogoods[slot] = Nogood.listOf(nogood);
            budget.hold(24 + 4L * nogood.length);
        }
    }

    private void addNogood(int slot, int[] nogood) {
        if (conditional) {
            int[] before = nogoods[slot];
            int[] after = Nogood.added(before, nogood);
            nogoods[slot] = after;
            budget.hold(4L * (after.length - before.length));
        }
    }

    /**
     * Overwrites the first entry of the run of slots that ends at a free one, or fills the free one while there is
     * enough room.
     */
    private int replace(long tag, long[] sets, int at, int free) {
        if ((size + 1) * 4L <= slots * 3L) {
            size++;
            return free;
        }
        forgotten++;
        return home(hash(tag, sets, at, sets, at + words));
    }

    private static long tag(int level, int state) {
        return ((long) level << 32 | state) + 1;
    }

    private int slot(long tag, long[] taken, int takenAt, long[] free, int freeAt) {
        int slot = home(hash(tag, taken, takenAt, free, freeAt));
        while (table[slot * stride] != 0 && !same(slot * stride, tag, taken, takenAt, free, freeAt)) {
            slot = (slot + 1) & (slots - 1);
        }
        return slot;
    }

    private int home(long hash) {
        return (int) (hash >>> 32) & (slots - 1);
    }

    private boolean same(int at, long tag, long[] taken, int takenAt, long[] free, int freeAt) {
        boolean same = table[at] == tag;
        for (int i = 0; same && i < words; i++) {
            same = table[at + 1 + i] == taken[takenAt + i] && table[at + 1 + words + i] == free[freeAt + i];
        }
        return same;
    }

    private long hash(long tag, long[] taken, int takenAt, long[] free, int freeAt) {
        long hash = tag * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < words; i++) {
            hash = (hash ^ (hash >>> 29) ^ taken[takenAt + i]) * 0xBF58476D1CE4E5B9L;
            hash = (hash ^ (hash >>> 32) ^ free[freeAt + i]) * 0x94D049BB133111EBL;
        }
        return hash ^ (hash << 32);
    }

    private boolean grow() {
        long longs = 2L * slots * stride;
        long more = 8 * longs + (conditional ? 8L * slots : 0);
        if (longs > MAX_LONGS || !budget.allows(more)) {
            return false;
        }
        budget.hold(more / 2);
        long[] oldTable = table;
        int[][] oldNogoods = nogoods;
        int oldSlots = slots;
        slots *= 2;
        table = new long[(int) longs];
        nogoods = conditional ? new int[slots][] : oldNogoods;
        for (int old = 0; old < oldSlots; old++) {
            int at = old * stride;
            if (oldTable[at] != 0) {
                int slot = slot(oldTable[at], oldTable, at + 1, oldTable, at + 1 + words);
                System.arraycopy(oldTable, at, table, slot * stride, stride);
                if (conditional) {
                    nogoods[slot] = oldNogoods[old];
                }
            }
        }
        return true;
    }
}
