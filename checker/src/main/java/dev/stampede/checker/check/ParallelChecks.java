package dev.stampede.checker.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks, each in one thread, and returns their results in the order of the checks. Immutable.
 *
 * <p>The last check starts first: the last ones, which every run has, need the most time, so the threads end at about
 * the same time. A check that uses all processors itself runs alone, after the others.
 *
 * <p>If the memory does not suffice for several checks at once, each check that ran out of memory runs again, alone. So
 * the verdict does not depend on the number of threads.
 */
final class ParallelChecks {
    private static final int MAX_THREADS = 16;

    private final int threads;

    private ParallelChecks(int threads) {
        this.threads = threads;
    }

    /** With one thread for each processor, at most 16. */
    static ParallelChecks onAllProcessors() {
        return withThreads(Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /** With this number of threads. */
    static ParallelChecks withThreads(int threads) {
        return new ParallelChecks(threads);
    }

    /**
     * The result of each check.
     *
     * @param run runs a check; called again, in this thread, if it throws an OutOfMemoryError
     */
    List<CheckResult> results(List<Check> checks, Function<Check, CheckResult> run) {
        List<Check> shared = checks.stream().filter(c -> !c.runsAlone()).toList();
        List<@Nullable CheckResult> first = new ArrayList<>(all(shared, c -> unlessOutOfMemory(c, run)));
        List<CheckResult> results = new ArrayList<>();
        for (Check check : checks) {
            CheckResult result = check.runsAlone() ? null : first.remove(0);
            CheckResult alone = result == null ? unlessOutOfMemory(check, run) : result;
            results.add(alone == null ? CheckRunner.outOfMemory(check) : alone);
        }
        return results;
    }

    private static @Nullable CheckResult unlessOutOfMemory(Check check, Function<Check, CheckResult> run) {
        try {
            return run.apply(check);
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    /** Applies a function to each check. */
    <T extends @Nullable Object> List<T> all(List<Check> checks, Function<Check, T> function) {
        if (threads == 1 || checks.size() < 2) {
            return checks.stream().map(function).collect(ArrayList::new, List::add, List::addAll);
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, checks.size()), ParallelChecks::daemon);
        try {
            List<CompletableFuture<T>> last = IntStream.range(0, checks.size())
                    .mapToObj(i -> checks.get(checks.size() - 1 - i))
                    .map(check -> CompletableFuture.supplyAsync(() -> function.apply(check), pool))
                    .toList();
            List<T> results = new ArrayList<>();
            last.forEach(each -> results.add(resultOf(each)));
            Collections.reverse(results);
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T extends @Nullable Object> T resultOf(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "check");
        thread.setDaemon(true);
        return thread;
    }
}
