package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** {@code acquire} with a timeout. In a contended case, a second client holds the lock first, and releases it soon. */
final class AcquireLock extends LockOperation {
    private static final Duration TIMEOUT = Duration.ofSeconds(9);
    private static final Duration HELD_BY_RIVAL = Duration.ofMillis(900);
    private static final Duration ATTEMPT = Duration.ofMillis(800);

    private @Nullable Future<Long> released;
    private long returned;

    AcquireLock(LockForm form) {
        super(form);
    }

    @Override
    public String method() {
        return "acquire";
    }

    @Override
    public void prepare(CaseContext context) {
        make(context);
    }

    @Override
    public void contend(CaseContext context) throws Exception {
        boolean held = second.call(() -> rival().acquire(TIMEOUT));
        if (!held) {
            throw new IllegalStateException("the second client could not acquire the free lock");
        }
    }

    @Override
    public Object operate(CaseContext context) throws Exception {
        if (context.contended()) {
            released = second.begin(() -> {
                Thread.sleep(HELD_BY_RIVAL.toMillis());
                long releasing = System.nanoTime();
                rival().release();
                return releasing;
            });
        }
        boolean acquired = lock().acquire(TIMEOUT);
        returned = System.nanoTime();
        return acquired;
    }

    @Override
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        if (released != null) {
            long releasing = SecondClient.await(released);
            context.require(
                    !answer.isTrue() || returned - releasing > 0,
                    CellOutcome.FALSE_ANSWER,
                    EXCLUSION,
                    "acquire() returned true while another client held the lock");
        }
        if (answer.isTrue()) {
            verifyHold(context, answer);
        } else {
            context.require(
                    !answer.returned(),
                    CellOutcome.STUCK,
                    "a lock that no client holds can be acquired",
                    "acquire() returned false after " + TIMEOUT.toSeconds() + " s although no client held the lock");
        }
        requireProgress(context);
    }

    private void verifyHold(CaseContext context, OperationAnswer answer) throws Exception {
        if (answer.lostAfterReturn()) {
            context.require(
                    false,
                    CellOutcome.CAVEAT,
                    "a client that receives LOST must assume that it no longer holds its locks",
                    "Curator reported LOST after acquire() had returned true");
        } else {
            context.require(
                    !rivalAcquires(ATTEMPT),
                    CellOutcome.FALSE_ANSWER,
                    EXCLUSION,
                    "acquire() returned true, Curator did not report LOST afterwards, and another client acquired the"
                            + " lock");
        }
        try {
            lock().release();
        } catch (Exception e) {
            context.require(
                    answer.lostAfterReturn(),
                    CellOutcome.UNEXPECTED_EXCEPTION,
                    "a lock that was acquired can be released",
                    "the release threw " + e);
        }
    }
}
