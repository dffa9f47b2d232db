package dev.stampede.nemesis.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A child process that {@link ChildProcesses} started.
 *
 * <p>Safe to use from several threads. Signals are sent one at a time, and never to a process that has ended.
 */
public final class ChildProcess {
    private static final long SIGNAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ChildSpec spec;
    private final Process process;

    ChildProcess(ChildSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /** The specification with which it was started. */
    public ChildSpec spec() {
        return spec;
    }

    /** The id of the command's process, not of a wrapper's. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process exists, paused or not. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Whether the operating system reports that all of its threads are stopped. */
    public boolean paused() {
        return process.isAlive() && ProcessSignal.stopped(pid());
    }

    /** Its exit code, 128 + n for signal n; empty while it is alive. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Completes when it has exited. */
    public CompletionStage<ChildProcess> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    /** Its standard input; for a child that is {@link ChildSpec.Streams#PIPED}. */
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    /** Its standard output; for a child that is {@link ChildSpec.Streams#PIPED}. */
    public InputStream stdout() {
        return process.getInputStream();
    }

    /** The process, for its streams and for waiting. Signals must be sent with the methods of this class. */
    public Process process() {
        return process;
    }

    /**
     * Pauses it (SIGSTOP) and waits until all of its threads have stopped. Idempotent.
     *
     * @throws ProcessException if it has ended, or has not stopped within 10 s
     */
    public synchronized void pause() {
        signal(ProcessSignal.STOP, this::paused);
    }

    /**
     * Resumes it (SIGCONT). Idempotent.
     *
     * @throws ProcessException if it has ended, or is still stopped after 10 s
     */
    public synchronized void resume() {
        signal(ProcessSignal.CONT, () -> !paused());
    }

    /**
     * Kills it (SIGKILL), also while it is paused, and waits until it has ended. Idempotent.
     *
     * @throws ProcessException if it still exists after 10 s
     */
    public synchronized void kill() {
        process.destroyForcibly();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(SIGNAL_NANOS, TimeUnit.NANOSECONDS)) {
                throw new ProcessException(
                        this + " still exists 10 s after SIGKILL; is it in uninterruptible sleep (ps: D)?");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Requests its exit (SIGTERM) and waits for it.
     *
     * @return whether it has exited within {@code atMost}
     */
    public boolean terminate(Duration atMost) throws InterruptedException {
        process.destroy();
        return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void signal(ProcessSignal signal, BooleanSupplier done) {
        if (!process.isAlive()) {
            throw new ProcessException(this + " has exited and cannot receive SIG" + signal);
        }
        signal.send(pid());
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new ProcessException(this + " exited before it received SIG" + signal);
            }
            if (System.nanoTime() - start > SIGNAL_NANOS) {
                throw new ProcessException(this + " does not react to SIG" + signal + " after 10 s");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public String toString() {
        return "child " + spec.name() + " (process " + pid() + ")";
    }
}
