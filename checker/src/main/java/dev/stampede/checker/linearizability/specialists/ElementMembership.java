package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.WitnessOrder;

/**
 * One element of a set, initially absent, added at most once and afterwards removed at most once. The order of its
 * three states is known, so the earliest instants of the add and the remove are computed as in {@link
 * KnownOrderScheduler}; operations that found the element absent observe the first or the last state.
 *
 * <p>Two things are unknown: whether an indeterminate add or remove took effect, and whether a remove without an output
 * came before the add and therefore had no effect. An indeterminate add takes effect if another operation requires it.
 * The remove is tried both with and without an effect.
 */
final class ElementMembership {
    private static final int NONE = -1;

    private final Intervals when;
    private final byte[] role;
    private final int[] operations;
    private final int from;
    private final int to;

    private int add = NONE;
    private int remove = NONE;
    private int lastFoundPresent = NONE;
    private int addedAt;
    private int removedAt;

    /** Whether the remove takes the element out of the set; otherwise it has no effect. */
    private boolean removeTakesEffect;

    /** One element, and its operations: a range of the array, sorted by their calls. */
    ElementMembership(SetColumns columns, int[] operations, int from, int to) {
        this.when = columns.when();
        this.role = columns.role();
        this.operations = operations;
        this.from = from;
        this.to = to;
    }

    boolean decide() {
        for (int i = from; i < to; i++) {
            int operation = operations[i];
            if (role[operation] == SetColumns.JOIN) {
                add = theOnly(add, operation);
            } else if (role[operation] == SetColumns.LEAVE || role[operation] == SetColumns.LEAVE_ANYWAY) {
                remove = theOnly(remove, operation);
            } else if (role[operation] == SetColumns.THERE) {
                lastFoundPresent = operation;
            }
        }
        boolean mustLeave = remove != NONE && role[remove] == SetColumns.LEAVE;
        if (add != NONE && !when.required()[add] && lastFoundPresent == NONE && !mustLeave) {
            add = NONE;
        }
        if (add == NONE) {
            addedAt = when.ranks();
            removedAt = when.ranks();
            return lastFoundPresent == NONE && !mustLeave;
        }
        return (!mustLeave && fits(false)) || (remove != NONE && fits(true));
    }

    private static int theOnly(int known, int operation) {
        if (known != NONE) {
            throw Refusal.unmet("each element is added by one call at most, and removed by one at most");
        }
        return operation;
    }

    private boolean fits(boolean removes) {
        removeTakesEffect = removes;
        addedAt = when.call()[add];
        removedAt = removes ? Math.max(addedAt, when.call()[remove]) : when.ranks();
        int firstReturn = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            int operation = operations[i];
            if (role[operation] == SetColumns.THERE) {
                removedAt = Math.max(removedAt, when.call()[operation]);
                firstReturn = Math.min(firstReturn, when.ret()[operation]);
            }
        }
        for (int i = from; i < to; i++) {
            int operation = operations[i];
            if (findsAbsent(operation) && when.ret()[operation] < removedAt) {
                addedAt = Math.max(addedAt, when.call()[operation]);
            }
        }
        return addedAt <= when.ret()[add] && addedAt <= firstReturn && (!removes || removedAt <= when.ret()[remove]);
    }

    /** Whether an operation must find the element absent; an indeterminate remove need not take effect. */
    private boolean findsAbsent(int operation) {
        return role[operation] == SetColumns.ABSENT
                || (role[operation] == SetColumns.LEAVE_ANYWAY && !removeTakesEffect && when.required()[operation]);
    }

    SpecialistResult.Refuted suspects() {
        ConflictSet suspects = new ConflictSet().and(add).and(remove).and(lastFoundPresent);
        for (int i = from; i < to; i++) {
            suspects.and(operations[i]);
        }
        return suspects.refuted();
    }

    /** Adds the operations at their instants. */
    void add(WitnessOrder witness) {
        for (int i = from; i < to; i++) {
            if (findsAbsent(operations[i]) && when.ret()[operations[i]] < removedAt) {
                witness.add(operations[i], when.call()[operations[i]]);
            }
        }
        if (add != NONE) {
            witness.add(add, addedAt);
        }
        for (int i = from; i < to; i++) {
            if (role[operations[i]] == SetColumns.THERE) {
                witness.add(operations[i], Math.max(addedAt, when.call()[operations[i]]));
            }
        }
        if (removeTakesEffect) {
            witness.add(remove, removedAt);
        }
        for (int i = from; i < to; i++) {
            if (findsAbsent(operations[i]) && when.ret()[operations[i]] >= removedAt) {
                witness.add(operations[i], Math.max(removedAt, when.call()[operations[i]]));
            }
        }
    }
}
