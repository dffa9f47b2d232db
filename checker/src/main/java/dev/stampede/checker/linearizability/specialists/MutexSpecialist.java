package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.Mutex;
import dev.stampede.checker.model.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Decides histories of a lock, reentrant or not, whose owners execute one operation after another.
 *
 * <p><b>Precondition</b>: no owner calls before its previous call returned; each release follows an acquire of the same
 * owner (see {@link HoldIntervals} for indeterminate ones); no release failed. If the history contains calls that were
 * refused or that only observe the lock ("observations"), the effect of each acquire is known, and no indeterminate
 * release has a deadline. If the lock is reentrant, too, no operation is indeterminate.
 *
 * <p>Each hold, from its acquire to its release, is a block that no other hold may interrupt. The lock is certainly
 * held from the return of the acquire to the call of the release. Without observations, {@link Zones} decides exactly
 * whether such an order of the holds exists. With observations, every hold lasts longer than a point in time, so the
 * holds have only one possible order. {@link KnownOrderScheduler} numbers the states in that order: the lock is free in
 * the even states and held in the odd ones. If an observation saw the lock held between two certain holds, one of these
 * holds is lengthened to cover it.
 *
 * <p>A nested acquire or release observes the hold of its owner. A reentrant lock refuses an owner only if that owner
 * does not hold the lock; the calls of the owner show this, because each of its holds ended before the refused call or
 * begins after it.
 *
 * <p>Linear, apart from the binary searches of {@link KnownOrderScheduler}. The cores of holds: Lowe, "Testing for
 * linearizability" (2017).
 */
final class MutexSpecialist extends ColumnSpecialist<LockColumns> {
    private final Mutex.Reentry reentry;

    MutexSpecialist(Mutex.Reentry reentry) {
        this.reentry = reentry;
    }

    @Override
    public String name() {
        return "hold-cores";
    }

    @Override
    LockColumns encode(Problem problem) {
        LockColumns.Builder columns = new LockColumns.Builder(problem);
        for (int i = 0; i < problem.size(); i++) {
            put(columns, i, problem.call(i));
        }
        return columns.columns();
    }

    static void put(LockColumns.Builder columns, int i, ObservedCall<?, ?> call) {
        Object output = call.output();
        if (call.input() instanceof Mutex.Acquire acquire) {
            columns.put(i, acquiring(call.certain(), output), acquire.owner());
        } else if (call.input() instanceof Mutex.Release release) {
            if (output == Mutex.Output.RELEASED || (output == null && !call.certain())) {
                columns.put(i, LockColumns.RELEASE, release.owner());
            } else if (call.certain()) {
                throw Refusal.unmet("no release is known to have failed");
            }
        } else if (call.certain()) {
            if (output != Mutex.Output.HELD && output != Mutex.Output.FREE) {
                throw LockColumns.Builder.unknown();
            }
            columns.observe(i, output == Mutex.Output.HELD ? LockColumns.HELD : LockColumns.FREE);
        }
    }

    private static byte acquiring(boolean certain, @Nullable Object output) {
        if (output == Mutex.Output.GRANTED || (output == null && !certain)) {
            return LockColumns.ACQUIRE;
        }
        if (output == Mutex.Output.REFUSED) {
            return certain ? LockColumns.REFUSED : LockColumns.NONE;
        }
        throw LockColumns.Builder.unknown();
    }

    @Override
    SpecialistResult decide(LockColumns columns, SearchBudget budget) {
        columns.sequential();
        boolean nested = reentry == Mutex.Reentry.GRANTED;
        HoldIntervals holds = new HoldIntervals(columns);
        SpecialistResult.Refuted refuted = nested ? holds.findNested() : holds.find();
        if (refuted != null) {
            return refuted;
        }
        checkBudget(budget);
        return new MutexHolds(columns, holds, reentry).decide(budget);
    }
}
