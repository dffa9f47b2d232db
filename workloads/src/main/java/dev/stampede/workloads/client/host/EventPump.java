package dev.stampede.workloads.client.host;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.DaemonThreads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Passes events on, in their order, on a thread of its own. */
final class EventPump implements AutoCloseable {

    /** The maximum number of waiting events. */
    static final int CAPACITY = 65_536;

    private static final long DRAIN_SECONDS = 10;
    private static final long POLL_MILLIS = 100;

    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread = DaemonThreads.start("stampede-events", this::deliverAll);
    private volatile boolean closed;

    /** Adds an event; waits for room. After the close, drops the event. */
    void put(int client, Event event, BiConsumer<Integer, Event> consumer) {
        Runnable delivery = () -> consumer.accept(client, event);
        boolean interrupted = false;
        boolean done = false;
        while (!done && thread.isAlive()) {
            try {
                done = waiting.offer(delivery, POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true; // the event must not be lost
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Passes on all waiting events, then ends. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(DRAIN_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliverAll() {
        while (true) {
            Runnable next = poll();
            if (next != null) {
                next.run();
            } else if (closed) {
                return;
            }
        }
    }

    private @Nullable Runnable poll() {
        try {
            return waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException unexpected) {
            return null;
        }
    }
}
