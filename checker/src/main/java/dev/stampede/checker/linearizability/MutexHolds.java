package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.Mutex;

/** Puts the holds of a mutex in order; the essay at {@link MutexSpecialist} says why. */
final class MutexHolds {
    private final LockColumns columns;
    private final Intervals when;
    private final Holds holds;
    private final Mutex.Reentry reentry;

    MutexHolds(LockColumns columns, Holds holds, Mutex.Reentry reentry) {
        this.columns = columns;
        this.when = columns.when();
        this.holds = holds;
        this.reentry = reentry;
    }

    Ruling decide(SearchBudget budget) {
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
        ColumnSpecialist.look(budget);
        if (zones.conflicting() >= 0) {
            int one = zones.conflicting();
            int other = zones.conflictingWith();
            return Suspects.of(holds.take(one), holds.give(one), holds.take(other), holds.give(other));
        }
        boolean held = columns.has(LockColumns.HELD) || columns.has(LockColumns.REFUSED);
        if (!held && !columns.has(LockColumns.FREE)) {
            return withoutObservers(order);
        }
        if (!forward || (held && !heldIsKnown())) {
            throw new Refusal("where it is observed, all acquires are known to have taken effect or not, and no release"
                    + " has a deadline");
        }
        return withObservers(order, budget);
    }

    private boolean heldIsKnown() {
        if (holds.dropped()) {
            return false;
        }
        for (int i = 0; i < columns.part().length; i++) {
            boolean open = !when.required()[i] && columns.part()[i] != LockColumns.NONE;
            boolean nested = reentry == Mutex.Reentry.GRANTED;
            if (open && (nested || when.ret()[i] != Problem.NEVER)) {
                return false;
            }
        }
        return true;
    }

    private Ruling withoutObservers(int[] order) {
        WitnessOrder witness = new WitnessOrder(columns.part().length, order.length);
        int[] place = places(order);
        for (int hold : order) {
            witness.add(holds.take(hold), place[hold]);
        }
        for (int operation : when.called()) {
            if (inside(operation)) {
                witness.add(operation, place[holds.holdOf(operation)]);
            }
        }
        for (int hold : order) {
            if (holds.give(hold) != Holds.NONE) {
                witness.add(holds.give(hold), place[hold]);
            }
        }
        return witness.accepted();
    }

    private static int[] places(int[] order) {
        int[] place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        return place;
    }

    /** Whether an operation is a nested one. */
    private boolean inside(int operation) {
        int hold = holds.holdOf(operation);
        return hold != Holds.NONE && holds.take(hold) != operation && holds.give(hold) != operation;
    }

    private Ruling withObservers(int[] order, SearchBudget budget) {
        byte[] part = new byte[columns.part().length];
        int[] state = new int[part.length];
        int[] step = new int[2 * order.length + 1];
        int last = 0;
        int[] place = places(order);
        for (int hold : order) {
            last = Line.step(part, state, step, holds.take(hold), 2 * place[hold] + 1);
            if (holds.give(hold) != Holds.NONE) {
                last = Line.step(part, state, step, holds.give(hold), 2 * place[hold] + 2);
            }
        }
        for (int i = 0; i < part.length; i++) {
            if (inside(i)) {
                part[i] = Line.AT;
                state[i] = 2 * place[holds.holdOf(i)] + 1;
            } else if (columns.part()[i] == LockColumns.FREE) {
                part[i] = Line.EVEN;
            } else if (columns.part()[i] == LockColumns.HELD || columns.part()[i] == LockColumns.REFUSED) {
                part[i] = Line.ODD;
            }
        }
        return new Line(when, part, state, step, last).decide(budget);
    }
}
