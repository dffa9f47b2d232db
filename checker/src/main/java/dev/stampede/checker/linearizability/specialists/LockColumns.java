package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls on an object that owners acquire and release, as columns.
 *
 * @param role the role of each operation: one of the constants below
 * @param owner its owner, numbered from 0; {@link #NOBODY} for an observer
 * @param owners the number of owners
 */
@SuppressWarnings("ArrayRecordComponent")
record LockColumns(Intervals when, byte[] role, int[] owner, int owners) {
    /** The owner of an observer. */
    static final int NOBODY = -1;

    /** It observed nothing and need not take effect. */
    static final byte NONE = 0;

    static final byte ACQUIRE = 1;
    static final byte RELEASE = 2;

    /** It found the lock held. */
    static final byte HELD = 3;

    /** It found the lock free. */
    static final byte FREE = 4;

    /** It was refused because the lock was held. */
    static final byte REFUSED = 5;

    /** The exclusive forms of an acquire and a release, as of a write lock. */
    static final byte ACQUIRE_EXCLUSIVE = 6;

    static final byte RELEASE_EXCLUSIVE = 7;

    /** Fills the columns; owners are numbered in the order of their first call. */
    static final class Builder {
        private final Problem problem;
        private final byte[] role;
        private final int[] owner;
        private final Map<Object, Integer> owners = new HashMap<>();

        Builder(Problem problem) {
            this.problem = problem;
            this.role = new byte[problem.size()];
            this.owner = new int[problem.size()];
        }

        void put(int operation, byte as, Object by) {
            role[operation] = as;
            owner[operation] = number(by);
        }

        /** The number of an owner. */
        int number(Object by) {
            Integer known = owners.putIfAbsent(by, owners.size());
            return known == null ? owners.size() - 1 : known;
        }

        void observe(int operation, byte as) {
            role[operation] = as;
            owner[operation] = NOBODY;
        }

        LockColumns columns() {
            return new LockColumns(problem.when(), role, owner, owners.size());
        }

        static Refusal unknown() {
            return Refusal.unmet("every completed operation must have a response of its own type");
        }
    }

    boolean has(byte wanted) {
        for (byte each : role) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }

    /**
     * Verifies that no owner calls before its previous call returned.
     *
     * @throws Refusal otherwise
     */
    void sequential() {
        int[] busyUntil = new int[owners];
        Arrays.fill(busyUntil, -1);
        for (int operation : when.called()) {
            if (role[operation] != NONE && owner[operation] != NOBODY) {
                if (when.call()[operation] < busyUntil[owner[operation]]) {
                    throw Refusal.unmet("each owner waits for the answer to a call before its next call");
                }
                if (when.required()[operation]) {
                    busyUntil[owner[operation]] = when.ret()[operation];
                }
            }
        }
    }
}
