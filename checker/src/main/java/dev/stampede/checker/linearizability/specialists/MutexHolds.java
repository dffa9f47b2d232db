package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessOrder;
import dev.stampede.checker.model.Mutex;

/** Orders the holds of a mutex; the essay at {@link MutexSpecialist} explains the algorithm. */
final class MutexHolds {
    private final LockColumns columns;
    private final Intervals when;
    private final HoldIntervals holds;
    private final Mutex.Reentry reentry;

    MutexHolds(LockColumns columns, HoldIntervals holds, Mutex.Reentry reentry) {
        this.columns = columns;
        this.when = columns.when();
        this.holds = holds;
        this.reentry = reentry;
    }

    SpecialistResult decide(SearchBudget budget) {
        int[] firstReturn = new int[holds.count()];
        int[] lastCall = new int[holds.count()];
        boolean forward = true;
        for (int hold = 0; hold < holds.count(); hold++) {
            firstReturn[hold] = holds.firstReturn(hold);
            lastCall[hold] = holds.lastCall(hold);
            forward &= Zones.forward(firstReturn[hold], lastCall[hold]);
        }
        Zones zones = new Zones(firstReturn, lastCall, holds.count(), when.ranks());
        int[] order = zones.order();
        ColumnSpecialist.checkBudget(budget);
        if (zones.conflicting() >= 0) {
            int one = zones.conflicting();
            int other = zones.conflictingWith();
            return ConflictSet.of(holds.acquire(one), holds.release(one), holds.acquire(other), holds.release(other));
        }
        boolean held = columns.has(LockColumns.HELD) || columns.has(LockColumns.REFUSED);
        if (!held && !columns.has(LockColumns.FREE)) {
            return withoutObservers(order);
        }
        if (!forward || (held && !heldIsKnown())) {
            throw Refusal.unmet("if calls were refused or observe the lock, the effect of each acquire is known, and no"
                    + " indeterminate release has a deadline");
        }
        return withObservers(order, budget);
    }

    private boolean heldIsKnown() {
        if (holds.dropped()) {
            return false;
        }
        for (int i = 0; i < columns.role().length; i++) {
            boolean open = !when.required()[i] && columns.role()[i] != LockColumns.NONE;
            boolean nested = reentry == Mutex.Reentry.GRANTED;
            if (open && (nested || when.ret()[i] != Problem.NEVER)) {
                return false;
            }
        }
        return true;
    }

    private SpecialistResult withoutObservers(int[] order) {
        WitnessOrder witness = new WitnessOrder(columns.role().length, order.length);
        int[] place = places(order);
        for (int hold : order) {
            witness.add(holds.acquire(hold), place[hold]);
        }
        for (int operation : when.called()) {
            if (isNested(operation)) {
                witness.add(operation, place[holds.holdOf(operation)]);
            }
        }
        for (int hold : order) {
            if (holds.release(hold) != HoldIntervals.NONE) {
                witness.add(holds.release(hold), place[hold]);
            }
        }
        return new SpecialistResult.Accepted(witness.sorted());
    }

    private static int[] places(int[] order) {
        int[] place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        return place;
    }

    /** Whether an acquire or a release is nested in a hold of its owner. */
    private boolean isNested(int operation) {
        int hold = holds.holdOf(operation);
        return hold != HoldIntervals.NONE && holds.acquire(hold) != operation && holds.release(hold) != operation;
    }

    private SpecialistResult withObservers(int[] order, SearchBudget budget) {
        byte[] role = new byte[columns.role().length];
        int[] state = new int[role.length];
        int[] step = new int[2 * order.length + 1];
        int last = 0;
        int[] place = places(order);
        for (int hold : order) {
            last = KnownOrderScheduler.step(role, state, step, holds.acquire(hold), 2 * place[hold] + 1);
            if (holds.release(hold) != HoldIntervals.NONE) {
                last = KnownOrderScheduler.step(role, state, step, holds.release(hold), 2 * place[hold] + 2);
            }
        }
        for (int i = 0; i < role.length; i++) {
            if (isNested(i)) {
                role[i] = KnownOrderScheduler.AT;
                state[i] = 2 * place[holds.holdOf(i)] + 1;
            } else if (columns.role()[i] == LockColumns.FREE) {
                role[i] = KnownOrderScheduler.EVEN;
            } else if (columns.role()[i] == LockColumns.HELD || columns.role()[i] == LockColumns.REFUSED) {
                role[i] = KnownOrderScheduler.ODD;
            }
        }
        return new KnownOrderScheduler(when, role, state, step, last).decide(budget);
    }
}
