package dev.stampede.checker.linearizability.specialists;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides histories of an object that several owners may hold at once, up to a limit, where each owner executes one
 * operation after another.
 *
 * <p><b>Precondition</b>: no owner calls before its previous call returned, and no owner calls after an indeterminate
 * call; no call observes, was refused, or failed.
 *
 * <p>Then an owner certainly holds what it acquired from the return of the acquire to the call of the release. Let each
 * acquire take effect at its return and each release at its call: at every instant each owner holds the minimum of what
 * it can hold at that instant in any order. Holding less never violates a limit. So if any order respects the limits,
 * this one does. A final indeterminate acquire is dropped, and a final indeterminate release takes effect at its call
 * if its owner holds what it releases: both minimise the holds.
 *
 * <p>One sweep over the events, without sorting.
 */
abstract class SharedLockHolds {
    private final LockColumns columns;
    private final int[] lastTake;
    private final int[] witness;
    private final boolean[] done;
    private int size;

    SharedLockHolds(LockColumns columns) {
        this.columns = columns;
        this.lastTake = new int[columns.owners()];
        this.witness = new int[columns.role().length];
        this.done = new boolean[columns.owners()];
        Arrays.fill(lastTake, -1);
    }

    /** Whether the owner may acquire what it asks for now, given the holds of all owners. */
    abstract boolean admits(int operation, int owner);

    abstract void take(int operation, int owner);

    /** Whether the owner holds what it releases. */
    abstract boolean has(int operation, int owner);

    abstract void give(int operation, int owner);

    /** Whether an owner holds anything. */
    abstract boolean holds(int owner);

    final SpecialistResult decide() {
        columns.sequential();
        byte[] role = columns.role();
        for (int event : columns.when().events()) {
            int operation = event < 0 ? ~event : event;
            boolean gives = role[operation] == LockColumns.RELEASE || role[operation] == LockColumns.RELEASE_EXCLUSIVE;
            boolean takes = role[operation] == LockColumns.ACQUIRE || role[operation] == LockColumns.ACQUIRE_EXCLUSIVE;
            SpecialistResult.Refuted refuted = null;
            if (event >= 0 && (gives || takes)) {
                refuted = called(operation, columns.owner()[operation], gives);
            } else if (takes && columns.when().required()[operation]) {
                refuted = taken(operation, columns.owner()[operation]);
            }
            if (refuted != null) {
                return refuted;
            }
        }
        return new SpecialistResult.Accepted(Arrays.copyOf(witness, size));
    }

    private SpecialistResult.@Nullable Refuted called(int operation, int owner, boolean gives) {
        if (done[owner]) {
            throw Refusal.unmet("no owner calls after an indeterminate call");
        }
        boolean required = columns.when().required()[operation];
        done[owner] = !required;
        if (!gives) {
            return null;
        }
        if (has(operation, owner)) {
            give(operation, owner);
            witness[size++] = operation;
            return null;
        }
        return required ? ConflictSet.of(operation, lastTake[owner]) : null;
    }

    private SpecialistResult.@Nullable Refuted taken(int operation, int owner) {
        if (!admits(operation, owner)) {
            ConflictSet suspects = new ConflictSet().and(operation);
            for (int other = 0; other < lastTake.length; other++) {
                suspects.and(holds(other) ? lastTake[other] : -1);
            }
            return suspects.refuted();
        }
        take(operation, owner);
        lastTake[owner] = operation;
        witness[size++] = operation;
        return null;
    }
}
