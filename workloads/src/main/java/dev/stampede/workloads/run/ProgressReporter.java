package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports the status of a run from its events: at each change of the stage or of the active faults, and every 0.5 s. It
 * reports on a thread of its own, so that a slow terminal does not delay the clients, on whose threads this class
 * receives events.
 *
 * <p>Safe to use from several threads. Close it to end the thread.
 */
final class ProgressReporter implements Consumer<Event>, AutoCloseable {
    private static final long EVERY_MILLIS = 500;
    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    private final String run;
    private final Duration planned;
    private final Progress progress;
    private final LongSupplier nanoTime;
    private final @Nullable Thread thread;

    private final Map<String, String> kinds = new HashMap<>();
    private final Map<String, String> active = new LinkedHashMap<>();
    private RunStatus.Stage stage = RunStatus.Stage.START;
    private long stageBegan;
    private int operations;
    private int succeeded;
    private boolean changed = true;
    private boolean closed;

    private ProgressReporter(RunConfig config, Progress progress, LongSupplier nanoTime, boolean threaded) {
        this.run = config.variant().recipe() + " seed " + config.seed();
        this.planned = config.time();
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.stageBegan = nanoTime.getAsLong();
        this.thread = threaded ? new Thread(this::report, "stampede-progress") : null;
    }

    /** Starts to report the status of a run. A silent progress needs no thread. */
    static ProgressReporter start(RunConfig config, Progress progress) {
        ProgressReporter reporter =
                new ProgressReporter(config, progress, System::nanoTime, progress != Progress.silent());
        if (reporter.thread != null) {
            reporter.thread.setDaemon(true);
            reporter.thread.start();
        }
        return reporter;
    }

    /** A reporter without a thread and with another clock, for tests. */
    static ProgressReporter withoutThread(RunConfig config, LongSupplier nanoTime) {
        return new ProgressReporter(config, Progress.silent(), nanoTime, false);
    }

    /** Reports a notice. */
    void line(String text) {
        progress.line(text);
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.PhaseBegan began) {
            stage(RunStatus.Stage.of(began.phase()));
        } else if (event instanceof Event.FaultInjecting injecting) {
            kinds.put(injecting.fault(), injecting.family() + ":" + injecting.shape());
        } else if (event instanceof Event.FaultActive fault) {
            active.put(fault.fault(), kinds.getOrDefault(fault.fault(), fault.fault()));
            wake();
        } else if (event instanceof Event.FaultHealed fault) {
            if (active.remove(fault.fault()) != null) {
                wake();
            }
        } else if (event instanceof Event.Invoked) {
            operations++;
        } else if (event instanceof Event.Completed completed && completed.outcome() == Outcome.OK) {
            succeeded++;
        }
    }

    /** Begins a stage. */
    synchronized void stage(RunStatus.Stage next) {
        if (stage != next) {
            stage = next;
            stageBegan = nanoTime.getAsLong();
            wake();
        }
    }

    private void wake() {
        changed = true;
        notifyAll();
    }

    /** The status now. */
    synchronized RunStatus status() {
        return new RunStatus(
                run,
                stage,
                Duration.ofNanos(nanoTime.getAsLong() - stageBegan),
                planned,
                List.copyOf(active.values()),
                operations,
                succeeded);
    }

    private void report() {
        try {
            while (awaitNext()) {
                progress.status(status());
            }
        } catch (InterruptedException e) {
            // The reporter is closed.
        }
    }

    private synchronized boolean awaitNext() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
        long left = EVERY_MILLIS;
        while (!changed && !closed && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        changed = false;
        return !closed;
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(END_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
