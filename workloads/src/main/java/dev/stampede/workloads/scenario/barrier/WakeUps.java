package dev.stampede.workloads.scenario.barrier;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import java.time.Duration;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;

/**
 * Counts the events of a client in raw calls, and wakes the client while it waits. This object is the watcher of the
 * client's watches. Safe to use from any thread.
 */
public final class WakeUps implements Watcher {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private final ClientContext context;
    private long events;

    /** Also counts the changes of this session's connection as events. */
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
     * Waits until there are more events than this number, or until a deadline.
     *
     * @param deadlineNanos in nanoseconds of {@link System#nanoTime()}
     * @throws InterruptedException if the client must stop before the wait ends
     */
    public void await(long after, long deadlineNanos) throws InterruptedException {
        while (context.running()) {
            synchronized (this) {
                long left = deadlineNanos - System.nanoTime();
                if (events != after || left <= 0) {
                    return;
                }
                // The waits are short, because the client must notice when it is asked to stop.
                wait(Math.min(LONGEST_WAIT.toMillis(), 1 + left / 1_000_000L));
            }
        }
        throw new InterruptedException("the client was asked to stop while it waited");
    }
}
