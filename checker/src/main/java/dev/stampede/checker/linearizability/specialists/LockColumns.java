package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls on something that owners take and give back, as columns.
 *
 * @param part what each operation is: one of the constants below
 * @param owner whose it is, numbered from 0; {@link #NOBODY} for who only observes
 * @param owners how many owners there are
 */
@SuppressWarnings("ArrayRecordComponent")
record LockColumns(Intervals when, byte[] part, int[] owner, int owners) {
    /** The owner of what only observes. */
    static final int NOBODY = -1;

    /** It says nothing, and need not take effect. */
    static final byte NONE = 0;

    static final byte TAKE = 1;
    static final byte GIVE = 2;

    /** It found that somebody has it. */
    static final byte HELD = 3;

    /** It found that nobody has it. */
    static final byte FREE = 4;

    /** It was not given it, because somebody has it. */
    static final byte REFUSED = 5;

    /** The same as {@link #TAKE} and {@link #GIVE}, of the lock that excludes all others. */
    static final byte TAKE_ALONE = 6;

    static final byte GIVE_ALONE = 7;

    /** Fills columns; owners are numbered as they come. */
    static final class Builder {
        private final Problem problem;
        private final byte[] part;
        private final int[] owner;
        private final Map<Object, Integer> owners = new HashMap<>();

        Builder(Problem problem) {
            this.problem = problem;
            this.part = new byte[problem.size()];
            this.owner = new int[problem.size()];
        }

        void put(int operation, byte as, Object by) {
            part[operation] = as;
            owner[operation] = number(by);
        }

        /** The number of an owner. */
        int number(Object by) {
            Integer known = owners.putIfAbsent(by, owners.size());
            return known == null ? owners.size() - 1 : known;
        }

        void observe(int operation, byte as) {
            part[operation] = as;
            owner[operation] = NOBODY;
        }

        LockColumns columns() {
            return new LockColumns(problem.when(), part, owner, owners.size());
        }

        static Refusal unknown() {
            return new Refusal("every answer is known and fits its call");
        }
    }

    boolean has(byte wanted) {
        for (byte played : part) {
            if (played == wanted) {
                return true;
            }
        }
        return false;
    }

    /**
     * Sees that no owner calls before its last call came back.
     *
     * @throws Refusal if one does
     */
    void sequential() {
        int[] busyUntil = new int[owners];
        Arrays.fill(busyUntil, -1);
        for (int operation : when.called()) {
            if (part[operation] != NONE && owner[operation] != NOBODY) {
                if (when.call()[operation] < busyUntil[owner[operation]]) {
                    throw new Refusal("each owner waits for the answer to a call before its next call");
                }
                if (when.required()[operation]) {
                    busyUntil[owner[operation]] = when.ret()[operation];
                }
            }
        }
    }
}
