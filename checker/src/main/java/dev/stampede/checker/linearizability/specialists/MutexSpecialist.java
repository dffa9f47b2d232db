package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.Mutex;
import dev.stampede.checker.model.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Decides histories of a lock, reentrant or not, whose owners do one thing after another.
 *
 * <p><b>Precondition</b>: no owner calls before its last call came back; each release of an owner follows an acquire of it
 * (see {@link HoldIntervals} for what is indeterminate); no release is known to have failed. A history with refused or observing
 * calls must beside that have no acquire that may or may not have taken effect, no release with a deadline, and, if the
 * lock is reentrant, nothing indeterminate.
 *
 * <p>Each hold, from its acquire to its release, is a block into which no other hold may come: without observers, {@link
 * Zones} decides, exactly. From the return of the acquire to the call of the release the lock is held for certain, so that
 * the holds, none of which is a single point then, have one possible order; with observers, {@link KnownOrderScheduler} decides: free is
 * every even state, held every odd one. (So a held lock is extended into the gaps as far as an observer needs it.) A nested
 * acquire or release of the owner is an observer of its hold. A refused owner of a reentrant lock does not hold it itself:
 * that it does not is seen from its own calls, and its own holds before and after are over or not begun.
 *
 * <p>Linear, but for the binary searches of {@link KnownOrderScheduler}. The cores of holds: Lowe, "Testing for linearizability" (2017).
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
                columns.put(i, LockColumns.GIVE, release.owner());
            } else if (call.certain()) {
                throw new Refusal("no release is known to have failed");
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
            return LockColumns.TAKE;
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
        look(budget);
        return new MutexHolds(columns, holds, reentry).decide(budget);
    }
}
