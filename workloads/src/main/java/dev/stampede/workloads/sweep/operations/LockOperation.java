package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.SweepOperation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What acquire and release have in common: afterwards, both clients can go on. */
abstract class LockOperation extends SweepOperation {
    static final String EXCLUSION =
            "fully distributed locks that are globally synchronous, meaning at any snapshot in time no two clients think"
                    + " they hold the same lock (Curator, Shared Reentrant Lock)";

    private final LockForm form;
    final SecondClient second = new SecondClient();
    LockForm.@Nullable Handle lock;
    LockForm.@Nullable Handle rival;

    LockOperation(LockForm form) {
        this.form = form;
    }

    @Override
    public final String recipe() {
        return form.recipe();
    }

    @Override
    public final boolean contends() {
        return true;
    }

    final LockForm.Handle make(CaseContext context) {
        rival = form.makeRival(context.direct(), context.path());
        lock = form.make(context.curator(), context.path());
        return lock;
    }

    final LockForm.Handle lock() {
        return present(lock);
    }

    final LockForm.Handle rival() {
        return present(rival);
    }

    private static LockForm.Handle present(LockForm.@Nullable Handle handle) {
        if (handle == null) {
            throw new IllegalStateException("the case was not prepared");
        }
        return handle;
    }

    /** Whether the second client acquires the lock within this time. It releases it at once. */
    final boolean rivalAcquires(Duration atMost) throws Exception {
        return second.call(() -> {
            boolean acquired = rival().acquire(atMost);
            if (acquired) {
                rival().release();
            }
            return acquired;
        });
    }

    /** Requires that the second client, and then this client, acquires the lock, which is free. */
    final void requireProgress(CaseContext context) throws Exception {
        context.require(
                rivalAcquires(CaseContext.PROGRESS),
                CellOutcome.STUCK,
                "a lock that no client holds can be acquired",
                "another client could not acquire the free lock within " + CaseContext.PROGRESS.toSeconds() + " s");
        boolean again = lock().acquire(CaseContext.PROGRESS);
        context.require(
                again,
                CellOutcome.STUCK,
                "a lock that no client holds can be acquired",
                "the same client could not acquire the free lock within " + CaseContext.PROGRESS.toSeconds() + " s");
        if (again) {
            lock().release();
        }
    }

    @Override
    public void close(CaseContext context) {
        second.close();
    }
}
