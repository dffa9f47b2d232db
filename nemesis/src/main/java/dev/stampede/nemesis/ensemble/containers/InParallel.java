package dev.stampede.nemesis.ensemble.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs several tasks in parallel. */
final class InParallel {
    private static final int MOST_THREADS = 16;

    private InParallel() {}

    /**
     * Runs all tasks and waits for all of them. An interrupt of the caller does not end the wait, because no request to
     * the engine may be abandoned half-way; the interrupt status is restored at the end.
     *
     * @throws RuntimeException the exception of the first task that failed, with those of the other tasks suppressed
     */
    static void run(String name, List<Runnable> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(MOST_THREADS, tasks.size()), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(threads.submit(task)));
            throwFirst(failures(running));
        } finally {
            threads.shutdown();
        }
    }

    private static List<Throwable> failures(List<Future<?>> running) {
        List<Throwable> failures = new ArrayList<>();
        boolean interrupted = false;
        for (Future<?> one : running) {
            boolean done = false;
            while (!done) {
                try {
                    one.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                    done = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return failures;
    }

    private static void throwFirst(List<Throwable> failures) {
        if (failures.isEmpty()) {
            return;
        }
        Throwable first = failures.get(0);
        failures.stream().skip(1).forEach(first::addSuppressed);
        if (first instanceof RuntimeException known) {
            throw known;
        }
        if (first instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(first);
    }
}
