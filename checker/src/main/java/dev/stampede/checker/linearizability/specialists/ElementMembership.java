package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.WitnessOrder;

/**
 * One element of a set, initially absent, added at most once and afterwards removed at most once. The order of its
 * three states is known, so the earliest instants of the add and the remove are computed as in {@link
 * KnownOrderScheduler}; operations that found the element absent observe the first or the last state.
 *
 * <p>Two things are unknown: whether an indeterminate add or remove took effect, and whether a remove without an output
 * came before the add and therefore had no effect. An add takes effect if another operation requires it; the remove is
 * tried both ways.
 */
final class ElementMembership {
    private static final int NONE = -1;

    private final Intervals when;
    private final byte[] part;
    private final int[] operations;
    private final int from;
    private final int to;

    private int join = NONE;
    private int leave = NONE;
    private int there = NONE;
    private int joined;
    private int left;

    /** The role of the remove if it is not the step out of the set. */
    private boolean leaves;

    /** The element of the operations in this range of the array, which are sorted by their calls. */
    ElementMembership(SetColumns columns, int[] operations, int from, int to) {
        this.when = columns.when();
        this.part = columns.part();
        this.operations = operations;
        this.from = from;
        this.to = to;
    }

    boolean decide() {
        for (int i = from; i < to; i++) {
            int operation = operations[i];
            if (part[operation] == SetColumns.JOIN) {
                join = only(join, operation);
            } else if (part[operation] == SetColumns.LEAVE || part[operation] == SetColumns.LEAVE_ANYWAY) {
                leave = only(leave, operation);
            } else if (part[operation] == SetColumns.THERE) {
                there = operation;
            }
        }
        boolean mustLeave = leave != NONE && part[leave] == SetColumns.LEAVE;
        if (join != NONE && !when.required()[join] && there == NONE && !mustLeave) {
            join = NONE;
        }
        if (join == NONE) {
            joined = when.ranks();
            left = when.ranks();
            return there == NONE && !mustLeave;
        }
        return (!mustLeave && fits(false)) || (leave != NONE && fits(true));
    }

    private static int only(int known, int operation) {
        if (known != NONE) {
            throw Refusal.unmet("each element is added by one call at most, and removed by one at most");
        }
        return operation;
    }

    private boolean fits(boolean leaving) {
        leaves = leaving;
        joined = when.call()[join];
        left = leaving ? Math.max(joined, when.call()[leave]) : when.ranks();
        int firstReturn = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            int operation = operations[i];
            if (part[operation] == SetColumns.THERE) {
                left = Math.max(left, when.call()[operation]);
                firstReturn = Math.min(firstReturn, when.ret()[operation]);
            }
        }
        for (int i = from; i < to; i++) {
            int operation = operations[i];
            if (absent(operation) && when.ret()[operation] < left) {
                joined = Math.max(joined, when.call()[operation]);
            }
        }
        return joined <= when.ret()[join] && joined <= firstReturn && (!leaving || left <= when.ret()[leave]);
    }

    /** Whether an operation finds the element absent; an indeterminate remove need not. */
    private boolean absent(int operation) {
        return part[operation] == SetColumns.ABSENT
                || (part[operation] == SetColumns.LEAVE_ANYWAY && !leaves && when.required()[operation]);
    }

    SpecialistResult.Refuted suspects() {
        ConflictSet suspects = new ConflictSet().and(join).and(leave).and(there);
        for (int i = from; i < to; i++) {
            suspects.and(operations[i]);
        }
        return suspects.refuted();
    }

    /** Adds the operations at their instants. */
    void add(WitnessOrder witness) {
        for (int i = from; i < to; i++) {
            if (absent(operations[i]) && when.ret()[operations[i]] < left) {
                witness.add(operations[i], when.call()[operations[i]]);
            }
        }
        if (join != NONE) {
            witness.add(join, joined);
        }
        for (int i = from; i < to; i++) {
            if (part[operations[i]] == SetColumns.THERE) {
                witness.add(operations[i], Math.max(joined, when.call()[operations[i]]));
            }
        }
        if (leaves) {
            witness.add(leave, left);
        }
        for (int i = from; i < to; i++) {
            if (absent(operations[i]) && when.ret()[operations[i]] >= left) {
                witness.add(operations[i], Math.max(left, when.call()[operations[i]]));
            }
        }
    }
}
