package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The holds of a lock with one owner at a time. Each hold begins with an acquire, and ends with the next release of the
 * same owner, if there is one.
 *
 * <p>Each owner executes one operation after another, so its calls show its holds: a successful release ends the hold
 * that the preceding acquire began. Indeterminate operations are interpreted as follows (A an acquire, R a release, ?
 * indeterminate):
 * <ul>
 *   <li>{@code A R?}: the release may take effect at its call, later, or never. It is assumed to end the hold, which
 *       only leaves more room for other holds. If the same owner acquires the lock again afterwards, the release took
 *       effect.
 *   <li>{@code A? R}: the acquire took effect, otherwise the release would have failed; the time of its return is
 *       unknown. But {@code A R? A? R} is refused if the first release may take effect after the second one was called:
 *       then the second one may have ended the first hold.
 *   <li>{@code A?} in all other positions: no release requires this acquire, so it is dropped, which also only leaves
 *       more room.
 *   <li>{@code A? R?}: both are dropped. Since this release may end another hold, its owner must do nothing afterwards.
 *   <li>Another release without an acquire, after an indeterminate operation of its owner: refused. If all operations
 *       of its owner were determinate, this release contradicts the preceding one.
 * </ul>
 * A release cannot have ended a different hold. Only the releases that an owner called before an instant can take
 * effect before that instant, and each of them, in the order of the calls, ends the hold that precedes it.
 */
final class HoldIntervals {
    static final int NONE = -1;

    private final LockColumns columns;
    private final int[] acquire;
    private final int[] release;
    private final int[] openHold;
    private final int[] openIndeterminateAcquire;

    /** The indeterminate release that ended the last hold, if no certain acquire followed it. */
    private final int[] lastIndeterminateRelease;

    private final int[] depth;
    private final int[] previous;
    private final boolean[] anyIndeterminate;
    private final boolean[] mustStop;
    private final int[] holdOf;
    private int count;
    private boolean dropped;

    HoldIntervals(LockColumns columns) {
        int n = columns.role().length;
        this.columns = columns;
        this.acquire = new int[n];
        this.release = new int[n];
        this.holdOf = none(n);
        this.openHold = none(columns.owners());
        this.openIndeterminateAcquire = none(columns.owners());
        this.lastIndeterminateRelease = none(columns.owners());
        this.depth = new int[columns.owners()];
        this.previous = none(columns.owners());
        this.anyIndeterminate = new boolean[columns.owners()];
        this.mustStop = new boolean[columns.owners()];
    }

    private static int[] none(int size) {
        int[] array = new int[size];
        Arrays.fill(array, NONE);
        return array;
    }

    /** Finds the holds. Returns a contradiction, or null. */
    SpecialistResult.@Nullable Refuted find() {
        return scan(1);
    }

    /**
     * The same for a reentrant lock, which must be released as often as it was acquired. Only the last operation of an
     * owner may be indeterminate.
     */
    SpecialistResult.@Nullable Refuted findNested() {
        return scan(Integer.MAX_VALUE);
    }

    private SpecialistResult.@Nullable Refuted scan(int maxDepth) {
        for (int event : columns.when().events()) {
            if (event < 0
                    || columns.role()[event] == LockColumns.NONE
                    || columns.owner()[event] == LockColumns.NOBODY) {
                continue;
            }
            int owner = columns.owner()[event];
            if (mustStop[owner]) {
                throw Refusal.unmet("an owner does nothing after an indeterminate call that may end another hold");
            }
            boolean required = columns.when().required()[event];
            SpecialistResult.Refuted refuted = null;
            switch (columns.role()[event]) {
                case LockColumns.ACQUIRE ->
                    refuted = required ? acquire(event, owner, maxDepth) : indeterminateAcquire(event, owner, maxDepth);
                case LockColumns.RELEASE ->
                    refuted = required ? release(event, owner) : indeterminateRelease(event, owner, maxDepth);
                case LockColumns.REFUSED -> refuted = maxDepth > 1 ? refused(event, owner) : null;
                default -> {}
            }
            if (refuted != null) {
                return refuted;
            }
            if (columns.role()[event] == LockColumns.ACQUIRE || columns.role()[event] == LockColumns.RELEASE) {
                anyIndeterminate[owner] |= !required;
                previous[owner] = event;
            }
        }
        return null;
    }

    private SpecialistResult.@Nullable Refuted acquire(int operation, int owner, int maxDepth) {
        openIndeterminateAcquire[owner] = NONE;
        lastIndeterminateRelease[owner] = NONE;
        int open = openHold[owner];
        if (open == NONE) {
            begin(operation, owner);
        } else if (depth[owner] < maxDepth) {
            depth[owner]++;
            holdOf[operation] = open;
        } else {
            return ConflictSet.of(acquire[open], operation);
        }
        return null;
    }

    private void begin(int operation, int owner) {
        acquire[count] = operation;
        release[count] = NONE;
        holdOf[operation] = count;
        openHold[owner] = count++;
        depth[owner] = 1;
    }

    private SpecialistResult.@Nullable Refuted indeterminateAcquire(int operation, int owner, int maxDepth) {
        dropped = true;
        if (maxDepth > 1) {
            mustStop[owner] = true;
        } else if (openHold[owner] == NONE) {
            if (openIndeterminateAcquire[owner] == NONE) {
                openIndeterminateAcquire[owner] = operation;
            } else if (columns.when().ret()[operation] != Problem.NEVER
                    || columns.when().ret()[openIndeterminateAcquire[owner]] != Problem.NEVER) {
                throw Refusal.unmet("of several indeterminate acquires, none has a deadline");
            }
        }
        return null;
    }

    private SpecialistResult.@Nullable Refuted release(int operation, int owner) {
        if (openHold[owner] == NONE) {
            if (openIndeterminateAcquire[owner] == NONE) {
                if (anyIndeterminate[owner]) {
                    throw Refusal.unmet("each release follows an acquire of its owner");
                }
                return ConflictSet.of(operation, previous[owner]);
            }
            int earlier = lastIndeterminateRelease[owner];
            if (earlier != NONE
                    && columns.when().ret()[earlier] > columns.when().call()[operation]) {
                throw Refusal.unmet(
                        "of two releases around an indeterminate acquire, the first returned before the second was"
                                + " called");
            }
            begin(openIndeterminateAcquire[owner], owner);
            openIndeterminateAcquire[owner] = NONE;
        }
        holdOf[operation] = openHold[owner];
        if (--depth[owner] == 0) {
            end(operation, owner);
        }
        return null;
    }

    private void end(int operation, int owner) {
        release[openHold[owner]] = operation;
        holdOf[operation] = openHold[owner];
        openHold[owner] = NONE;
    }

    private SpecialistResult.@Nullable Refuted indeterminateRelease(int operation, int owner, int maxDepth) {
        if (openHold[owner] != NONE && depth[owner] == 1) {
            end(operation, owner);
            lastIndeterminateRelease[owner] = operation;
            depth[owner] = 0;
            mustStop[owner] = maxDepth > 1;
        } else {
            mustStop[owner] = true;
        }
        return null;
    }

    /** The owner of a reentrant lock is never refused the lock. */
    private SpecialistResult.@Nullable Refuted refused(int operation, int owner) {
        return openHold[owner] == NONE ? null : ConflictSet.of(operation, acquire[openHold[owner]]);
    }

    int count() {
        return count;
    }

    /** The acquire that began a hold. */
    int acquire(int hold) {
        return acquire[hold];
    }

    /** The release that ended it, or {@link #NONE}. */
    int release(int hold) {
        return release[hold];
    }

    /** The hold that an operation belongs to, or {@link #NONE}. */
    int holdOf(int operation) {
        return holdOf[operation];
    }

    /** Whether acquires were dropped that may have taken effect. */
    boolean dropped() {
        return dropped;
    }

    /** The rank of the return of the acquire or of the release, whichever is earlier. */
    int firstReturn(int hold) {
        int begun = columns.when().ret()[acquire[hold]];
        return release[hold] == NONE ? begun : Math.min(begun, columns.when().ret()[release[hold]]);
    }

    /** The rank from which on the hold may have ended. */
    int lastCall(int hold) {
        return release[hold] == NONE
                ? columns.when().ranks()
                : Math.max(columns.when().call()[acquire[hold]], columns.when().call()[release[hold]]);
    }
}
