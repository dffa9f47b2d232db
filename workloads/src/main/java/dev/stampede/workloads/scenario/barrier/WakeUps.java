package dev.stampede.workloads.scenario.barrier;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import java.time.Duration;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;

/** The events of a raw client, which wake it while it waits. Watches are set with this object. Safe to use from any thread. */
public final class WakeUps implements Watcher {
    private static final Duration LONGEST = Duration.ofMillis(50);

    private final ClientContext context;
    private long events;

    /** Receives the changes of this session's connection, too. */
    WakeUps(ClientContext context, RawSession session) {
        this.context = context;
        session.listen(disturbance -> {}, this::wake);
    }

    @Override
    public void process(WatchedEvent event) {
        wake();
    }

    private synchronized void wake() {
        events++;
        notifyAll();
    }

    /** The number of events so far. */
    public synchronized long events() {
        return events;
    }

    /**
     * Waits for an event after the given number, or until a deadline.
     *
     * @param deadlineNanos in nanoseconds of {@link System#nanoTime()}
     * @throws InterruptedException if the client must stop before
     */
    public void await(long after, long deadlineNanos) throws InterruptedException {
        while (context.running()) {
            synchronized (this) {
                long left = deadlineNanos - System.nanoTime();
                if (events != after || left <= 0) {
                    return;
                }
                // The client looks again whether it must stop.
                wait(Math.min(LONGEST.toMillis(), 1 + left / 1_000_000L));
            }
        }
        throw new InterruptedException("the client was asked to stop while it waited");
    }
}
