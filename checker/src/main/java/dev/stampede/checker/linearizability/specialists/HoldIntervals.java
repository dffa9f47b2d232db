package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The holds of a lock that one owner holds at a time: each begins with a take, and ends with the give of the same owner that
 * follows it, if there is one.
 *
 * <p>Owners do one thing after another, so that the calls of an owner show its holds: a give that succeeded ends the hold that
 * the take before it began. What is indeterminate is read so (A a take, G a give, ? indeterminate):
 * <ul>
 *   <li>{@code A G?}: the give may come at its call, or later, or never; it is taken to end the hold, which only leaves more
 *       room for others. Where the same owner takes the lock again afterwards, it must have.
 *   <li>{@code A? G}: the take took effect, else the give had not succeeded; it returned at an unknown time. But {@code A G?
 *       A? G} is refused if the first give may come after the second was called: this one may have ended the first hold then.
 *   <li>{@code A?} before anything else: no give needs it, so it is dropped; that also only leaves more room.
 *   <li>{@code A? G?}: both are dropped. As the give may still end another hold, its owner must do nothing after it.
 *   <li>Another give that nothing precedes, after something indeterminate of its owner: refused. If all of its owner's calls
 *       were determinate, it contradicts the give before it.
 * </ul>
 * That no give can have ended another hold than this: the gives of an owner that may take effect by some point are the ones
 * called by then, each of which ends the hold before it, in their order.
 */
final class HoldIntervals {
    static final int NONE = -1;

    private final LockColumns columns;
    private final int[] take;
    private final int[] give;
    private final int[] openHold;
    private final int[] openMaybe;

    /** The indeterminate give that ended the last hold, if no certain take followed it. */
    private final int[] maybeGiven;

    private final int[] depth;
    private final int[] previous;
    private final boolean[] doubtful;
    private final boolean[] done;
    private final int[] holdOf;
    private int count;
    private boolean dropped;

    HoldIntervals(LockColumns columns) {
        int n = columns.part().length;
        this.columns = columns;
        this.take = new int[n];
        this.give = new int[n];
        this.holdOf = none(n);
        this.openHold = none(columns.owners());
        this.openMaybe = none(columns.owners());
        this.maybeGiven = none(columns.owners());
        this.depth = new int[columns.owners()];
        this.previous = none(columns.owners());
        this.doubtful = new boolean[columns.owners()];
        this.done = new boolean[columns.owners()];
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

    /** The same where an owner may take what it holds, and must give it back as often; only determinate gives and takes, but for an owner's last. */
    SpecialistResult.@Nullable Refuted findNested() {
        return scan(Integer.MAX_VALUE);
    }

    private SpecialistResult.@Nullable Refuted scan(int deepest) {
        for (int event : columns.when().events()) {
            if (event < 0
                    || columns.part()[event] == LockColumns.NONE
                    || columns.owner()[event] == LockColumns.NOBODY) {
                continue;
            }
            int owner = columns.owner()[event];
            if (done[owner]) {
                throw new Refusal("an owner does nothing after an indeterminate call that may end another hold");
            }
            boolean required = columns.when().required()[event];
            SpecialistResult.Refuted refuted = null;
            switch (columns.part()[event]) {
                case LockColumns.TAKE ->
                    refuted = required ? take(event, owner, deepest) : mayTake(event, owner, deepest);
                case LockColumns.GIVE -> refuted = required ? give(event, owner) : mayGive(event, owner, deepest);
                case LockColumns.REFUSED -> refuted = deepest > 1 ? refused(event, owner) : null;
                default -> {}
            }
            if (refuted != null) {
                return refuted;
            }
            if (columns.part()[event] == LockColumns.TAKE || columns.part()[event] == LockColumns.GIVE) {
                doubtful[owner] |= !required;
                previous[owner] = event;
            }
        }
        return null;
    }

    private SpecialistResult.@Nullable Refuted take(int operation, int owner, int deepest) {
        openMaybe[owner] = NONE;
        maybeGiven[owner] = NONE;
        int open = openHold[owner];
        if (open == NONE) {
            begin(operation, owner);
        } else if (depth[owner] < deepest) {
            depth[owner]++;
            holdOf[operation] = open;
        } else {
            return ConflictSet.of(take[open], operation);
        }
        return null;
    }

    private void begin(int operation, int owner) {
        take[count] = operation;
        give[count] = NONE;
        holdOf[operation] = count;
        openHold[owner] = count++;
        depth[owner] = 1;
    }

    private SpecialistResult.@Nullable Refuted mayTake(int operation, int owner, int deepest) {
        dropped = true;
        if (deepest > 1) {
            done[owner] = true;
        } else if (openHold[owner] == NONE) {
            if (openMaybe[owner] == NONE) {
                openMaybe[owner] = operation;
            } else if (columns.when().ret()[operation] != Problem.NEVER
                    || columns.when().ret()[openMaybe[owner]] != Problem.NEVER) {
                throw new Refusal("of several takes that nobody knows of, none has a deadline");
            }
        }
        return null;
    }

    private SpecialistResult.@Nullable Refuted give(int operation, int owner) {
        if (openHold[owner] == NONE) {
            if (openMaybe[owner] == NONE) {
                if (doubtful[owner]) {
                    throw new Refusal("each give follows a take of its owner");
                }
                return ConflictSet.of(operation, previous[owner]);
            }
            int earlier = maybeGiven[owner];
            if (earlier != NONE
                    && columns.when().ret()[earlier] > columns.when().call()[operation]) {
                throw new Refusal("of two gives around a take that nobody knows of, the first came before the second");
            }
            begin(openMaybe[owner], owner);
            openMaybe[owner] = NONE;
        }
        holdOf[operation] = openHold[owner];
        if (--depth[owner] == 0) {
            end(operation, owner);
        }
        return null;
    }

    private void end(int operation, int owner) {
        give[openHold[owner]] = operation;
        holdOf[operation] = openHold[owner];
        openHold[owner] = NONE;
    }

    private SpecialistResult.@Nullable Refuted mayGive(int operation, int owner, int deepest) {
        if (openHold[owner] != NONE && depth[owner] == 1) {
            end(operation, owner);
            maybeGiven[owner] = operation;
            depth[owner] = 0;
            done[owner] = deepest > 1;
        } else {
            done[owner] = true;
        }
        return null;
    }

    /** Who holds a lock that its owner may take again is refused it by nobody. */
    private SpecialistResult.@Nullable Refuted refused(int operation, int owner) {
        return openHold[owner] == NONE ? null : ConflictSet.of(operation, take[openHold[owner]]);
    }

    int count() {
        return count;
    }

    /** What began a hold. */
    int take(int hold) {
        return take[hold];
    }

    /** What ended it, or {@link #NONE}. */
    int give(int hold) {
        return give[hold];
    }

    /** The hold that an operation belongs to, or {@link #NONE}. */
    int holdOf(int operation) {
        return holdOf[operation];
    }

    /** Whether takes were left out that may have taken effect. */
    boolean dropped() {
        return dropped;
    }

    /** The rank at which a hold has begun for certain, or at which something of it ended, whichever comes first. */
    int firstReturn(int hold) {
        int begun = columns.when().ret()[take[hold]];
        return give[hold] == NONE ? begun : Math.min(begun, columns.when().ret()[give[hold]]);
    }

    /** The rank from which on it may be over. */
    int lastCall(int hold) {
        return give[hold] == NONE
                ? columns.when().ranks()
                : Math.max(columns.when().call()[take[hold]], columns.when().call()[give[hold]]);
    }
}
