package dev.stampede.checker.linearizability.specialists;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides histories of what several owners may hold at once, up to a limit, where each owner does one thing after another.
 *
 * <p><b>Precondition</b>: no owner calls before its last call came back, and none does anything after an indeterminate call; no
 * call observes, was refused, or failed.
 *
 * <p>Then an owner surely holds what it took and was told so, until it calls to give it back. Let each take happen at its
 * return and each give at its call: at every instant each owner holds the least that it can hold at that instant in any order,
 * and the limits allow less wherever they allow more. So if any order keeps to the limits, this one does. A last
 * indeterminate take is dropped, and a last indeterminate give happens at its call if its owner has what it gives: both leave
 * the least.
 *
 * <p>One sweep over the events; nothing is sorted.
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
        this.witness = new int[columns.part().length];
        this.done = new boolean[columns.owners()];
        Arrays.fill(lastTake, -1);
    }

    /** Whether the owner may take it now, as others hold it. */
    abstract boolean admits(int operation, int owner);

    abstract void take(int operation, int owner);

    /** Whether the owner has what it gives back. */
    abstract boolean has(int operation, int owner);

    abstract void give(int operation, int owner);

    /** Whether an owner holds anything. */
    abstract boolean holds(int owner);

    final SpecialistResult decide() {
        columns.sequential();
        byte[] part = columns.part();
        for (int event : columns.when().events()) {
            int operation = event < 0 ? ~event : event;
            boolean gives = part[operation] == LockColumns.GIVE || part[operation] == LockColumns.GIVE_ALONE;
            boolean takes = part[operation] == LockColumns.TAKE || part[operation] == LockColumns.TAKE_ALONE;
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
            throw new Refusal("no owner does anything after an indeterminate call");
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
