package dev.stampede.workloads.client.host;

import dev.stampede.workloads.client.DaemonThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the times in which this JVM did not run.
 *
 * <p>A thread that asks to be woken every {@value #TICK_MILLIS} ms finds out how late it was woken: a collection, a
 * stopped process and a starved machine all show. What exceeds {@value #STALL_MILLIS} ms is a stall, from when the
 * thread should have been woken to when it was. A bound from below: a stall that begins just after the thread ran is
 * seen short by up to one tick.
 */
public final class StallMeter implements AutoCloseable {

    static final long TICK_MILLIS = 10;
    static final long STALL_MILLIS = 50;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(STALL_MILLIS);

    private final Listener listener;
    private final Thread thread;
    private volatile boolean closed;

    /** Told on the meter's thread. */
    public interface Listener {
        void stalled(long fromNanos, long toNanos);
    }

    private StallMeter(Listener listener) {
        this.listener = listener;
        this.thread = DaemonThreads.make("stampede-stalls", this::measure);
    }

    public static StallMeter start(Listener listener) {
        StallMeter meter = new StallMeter(listener);
        meter.thread.start();
        return meter;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void measure() {
        long last = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(TICK_NANOS);
            long now = System.nanoTime();
            ran(last, now, listener);
            last = now;
        }
    }

    /** The thread ran at these two times and not between. */
    public static void ran(long lastNanos, long nowNanos, Listener listener) {
        long due = lastNanos + TICK_NANOS;
        if (nowNanos - due > STALL_NANOS) {
            listener.stalled(due, nowNanos);
        }
    }
}
