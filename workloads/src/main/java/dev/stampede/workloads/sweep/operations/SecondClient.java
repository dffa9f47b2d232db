package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.client.DaemonThreads;
import dev.stampede.workloads.sweep.CaseContext;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The thread of a second client: locks belong to threads. Nothing disturbs its connection. */
final class SecondClient implements AutoCloseable {
    private static final long SLACK_SECONDS = 6;

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> DaemonThreads.make("sweep-second-client", work));

    /** Begins some work, and does not wait for it. */
    <T> Future<T> begin(Callable<T> work) {
        return thread.submit(work);
    }

    /** Does some work, and waits for it. The work has a time limit of its own, at most {@link CaseContext#PROGRESS}. */
    <T> T call(Callable<T> work) throws Exception {
        return await(begin(work));
    }

    /** The result of work that has a time limit of its own. */
    static <T> T await(Future<T> work) throws Exception {
        try {
            return work.get(CaseContext.PROGRESS.toSeconds() + SLACK_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            work.cancel(true);
            throw new IllegalStateException("the second client did not return in time", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
