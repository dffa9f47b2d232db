package dev.stampede.nemesis.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A child that {@link ChildProcesses} started.
 *
 * <p>Safe to use from several threads; signals are sent one at a time, and none to a process that is gone.
 */
public final class ChildProcess {
    private static final long SIGNAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ChildSpec spec;
    private final Process process;

    ChildProcess(ChildSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /** What it was started from. */
    public ChildSpec spec() {
        return spec;
    }

    /** Its process number; that of the command itself, not of a wrapper. */
    public long pid() {
        return process.pid();
    }

    /** Whether it exists, stopped or not. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Whether every thread of it is stopped, as the operating system says. */
    public boolean paused() {
        return process.isAlive() && ProcessSignal.stopped(pid());
    }

    /** What it ended with, 128 + n for signal n; empty while it is alive. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Completes when it has ended. */
    public CompletionStage<ChildProcess> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    /** What it reads; for a child that is {@link ChildSpec.Streams#PIPED}. */
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    /** What it prints; for a child that is {@link ChildSpec.Streams#PIPED}. */
    public InputStream stdout() {
        return process.getInputStream();
    }

    /** The process itself, for those that speak with it by its streams and wait for it; signals are sent by this. */
    public Process process() {
        return process;
    }

    /**
     * Stops it (SIGSTOP) and waits until all its threads have stopped. Idempotent.
     *
     * @throws ProcessException if it is gone, or has not stopped within 10 s
     */
    public synchronized void pause() {
        signal(ProcessSignal.STOP, this::paused);
    }

    /**
     * Lets it go on (SIGCONT). Idempotent.
     *
     * @throws ProcessException if it is gone, or is still stopped after 10 s
     */
    public synchronized void resume() {
        signal(ProcessSignal.CONT, () -> !paused());
    }

    /**
     * Kills it at once (SIGKILL), also while it is stopped, and waits until it is gone. Idempotent.
     *
     * @throws ProcessException if it is still there after 10 s
     */
    public synchronized void kill() {
        process.destroyForcibly();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(SIGNAL_NANOS, TimeUnit.NANOSECONDS)) {
                throw new ProcessException(
                        this + " is still there 10 s after SIGKILL; is it in uninterruptible sleep (ps: D)?");
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
     * Asks it to end (SIGTERM) and waits.
     *
     * @return whether it has ended within {@code atMost}
     */
    public boolean terminate(Duration atMost) throws InterruptedException {
        process.destroy();
        return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void signal(ProcessSignal signal, BooleanSupplier done) {
        if (!process.isAlive()) {
            throw new ProcessException(this + " is gone and cannot get SIG" + signal);
        }
        signal.send(pid());
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new ProcessException(this + " ended while it was to get SIG" + signal);
            }
            if (System.nanoTime() - start > SIGNAL_NANOS) {
                throw new ProcessException(this + " shows no effect of SIG" + signal + " after 10 s");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public String toString() {
        return "child " + spec.name() + " (process " + pid() + ")";
    }
}
