package dev.stampede.checker.linearizability;

import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@link PartitionScheduler} in separate threads and waits only slightly longer than the budget allows.
 *
 * <p>A search checks the clock itself, also before each step of the model, but not within a step, which possibly never
 * returns. When the time is over, the threads have one second to stop; then they are interrupted, and after another
 * second abandoned. They are daemons, so they delay neither the verdict nor the end of the JVM. Small problems of this
 * project's own models, whose steps return quickly, are decided in the caller's thread.
 */
final class SearchSupervisor {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int SMALL_OPERATIONS = 5_000;
    private static final String OWN_MODELS = Model.class.getPackageName() + ".";

    private final int threads;
    private final Set<Thread> working = new HashSet<>();

    private SearchSupervisor(int threads) {
        this.threads = threads;
    }

    /** A supervisor for a problem of this size; it uses the caller's thread if the problem needs no supervision. */
    static SearchSupervisor of(Model<?, ?, ?> model, int operations, int parts, int threads) {
        boolean ownModel = model.getClass().getName().startsWith(OWN_MODELS);
        boolean small = ownModel && operations <= SMALL_OPERATIONS;
        return new SearchSupervisor(small ? 0 : Math.max(1, Math.min(threads, parts)));
    }

    /** The threads of all supervisors, created when the first large problem arrives. */
    private static final class Threads {
        private static final AtomicInteger STARTED = new AtomicInteger();
        private static final ExecutorService POOL = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), Threads::daemon);

        private static Thread daemon(Runnable work) {
            Thread thread = new Thread(work, "linearizability-" + STARTED.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }

    /** Runs to the end; returns false if a thread had to be abandoned. */
    boolean run(PartitionScheduler scheduler, SearchBudget budget) {
        if (threads == 0) {
            do {
                scheduler.work();
            } while (scheduler.nextRound());
            return true;
        }
        return runUntilBudgetEnds(budget, Threads.POOL.submit(() -> runRounds(scheduler)));
    }

    /** Works together with the other threads, and ends each round when all of them have finished. */
    private @Nullable Void runRounds(PartitionScheduler scheduler) throws ExecutionException, InterruptedException {
        do {
            List<Future<?>> others = new ArrayList<>();
            try {
                for (int i = 1; i < Math.min(threads, scheduler.size()); i++) {
                    others.add(Threads.POOL.submit(() -> work(scheduler)));
                }
                work(scheduler);
                for (Future<?> other : others) {
                    other.get();
                }
            } finally {
                others.forEach(other -> other.cancel(true));
            }
        } while (scheduler.nextRound());
        return null;
    }

    /**
     * Searches until the round ends or {@link #runUntilBudgetEnds} interrupts this thread. Clears the interrupt status
     * at the end, because the thread is reused.
     */
    private void work(PartitionScheduler scheduler) {
        synchronized (working) {
            working.add(Thread.currentThread());
        }
        try {
            scheduler.work();
        } finally {
            synchronized (working) {
                working.remove(Thread.currentThread());
                Thread.interrupted();
            }
        }
    }

    private boolean runUntilBudgetEnds(SearchBudget budget, Future<?> rounds) {
        try {
            if (ended(rounds, budget.remainingNanos() + GRACE_NANOS)) {
                return true;
            }
            budget.cancel();
            synchronized (working) {
                working.forEach(Thread::interrupt);
            }
            return ended(rounds, GRACE_NANOS);
        } catch (InterruptedException e) {
            budget.cancel();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean ended(Future<?> work, long nanos) throws InterruptedException {
        try {
            work.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    private static RuntimeException rethrown(ExecutionException e) {
        Throwable cause = e.getCause();
        while (cause instanceof ExecutionException wrapped) {
            cause = wrapped.getCause();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure
                ? failure
                : new IllegalStateException("a search ended unexpectedly", cause);
    }
}
