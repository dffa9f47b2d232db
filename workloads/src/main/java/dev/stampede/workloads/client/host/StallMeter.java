package dev.stampede.workloads.client.host;

import dev.stampede.workloads.client.DaemonThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the times during which this JVM did not run.
 *
 * <p>A thread sleeps for {@value #TICK_MILLIS} ms repeatedly and measures how late it wakes up. Garbage collections, a
 * paused process and an overloaded machine all cause delays. A delay above {@value #STALL_MILLIS} ms is a stall, from
 * the expected to the real wake-up. The measured length is a lower bound: it may be up to one tick too short.
 */
public final class StallMeter implements AutoCloseable {

    static final long TICK_MILLIS = 10;
    static final long STALL_MILLIS = 50;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(STALL_MILLIS);

    private final Listener listener;
    private final Thread thread;
    private volatile boolean closed;

    /** Called on the thread of the meter. */
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

    /** Reports a stall if the thread ran at these two times, but not in between, and the times are too far apart. */
    public static void ran(long lastNanos, long nowNanos, Listener listener) {
        long due = lastNanos + TICK_NANOS;
        if (nowNanos - due > STALL_NANOS) {
            listener.stalled(due, nowNanos);
        }
    }
}
