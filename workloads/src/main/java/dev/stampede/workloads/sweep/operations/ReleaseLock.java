package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** {@code release}. In a contended case, a second client waits for the lock. */
final class ReleaseLock extends LockOperation {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Duration QUEUED = Duration.ofMillis(400);

    private @Nullable Future<Boolean> waiting;

    ReleaseLock(LockForm form) {
        super(form);
    }

    @Override
    public String method() {
        return "release";
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        if (!make(context).acquire(WAIT)) {
            throw new IllegalStateException("the client could not acquire the free lock");
        }
    }

    @Override
    public void contend(CaseContext context) throws Exception {
        waiting = second.begin(() -> rival().acquire(WAIT));
        Thread.sleep(QUEUED.toMillis());
    }

    @Override
    public @Nullable Object operate(CaseContext context) throws Exception {
        lock().release();
        return null;
    }

    @Override
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        if (waiting != null) {
            Future<Boolean> queued = waiting;
            boolean granted = context.eventually(queued::isDone) && queued.get();
            context.require(
                    granted,
                    CellOutcome.STUCK,
                    "a release lets the next client acquire the lock",
                    "the next client did not acquire the lock within " + CaseContext.PROGRESS.toSeconds()
                            + " s after the release");
            if (!granted) {
                queued.cancel(true);
                return;
            }
            second.call(() -> {
                rival().release();
                return true;
            });
        }
        requireProgress(context);
    }
}
