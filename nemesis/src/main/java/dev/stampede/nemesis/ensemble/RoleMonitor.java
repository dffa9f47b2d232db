package dev.stampede.nemesis.ensemble;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.MemberRole;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Polls the status of every member about ten times a second (once a second for an ensemble that others use, too), on
 * one daemon thread, and reports each change of a role or an epoch as an event. A member that does not answer delays a
 * round by the time limit of {@link Member#status}. The monitor misses a role that lasts less than the time between two
 * rounds.
 */
public final class RoleMonitor implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(100);
    /** Longer, because the polls of a shared ensemble also slow down its other users. */
    private static final Duration PERIOD_WHERE_SHARED = Duration.ofSeconds(1);

    /** The time in which the round that runs during {@link #close} must end. */
    private static final Duration LAST_ROUND = Duration.ofSeconds(15);

    private final Ensemble ensemble;
    private final Consumer<Event> events;
    private final LongSupplier nanos;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private final AtomicLong rounds = new AtomicLong();

    private RoleMonitor(Ensemble ensemble, Consumer<Event> events, LongSupplier nanos) {
        this.ensemble = ensemble;
        this.events = events;
        this.nanos = nanos;
        this.thread = new Thread(this::pollUntilStopped, "role-monitor");
        thread.setDaemon(true);
    }

    /**
     * Starts the monitor. The first event of each member has its present role and epoch.
     *
     * @param events called only by the thread of the monitor; if it throws, it is not called again
     * @param nanos the clock of the run, in nanoseconds
     */
    public static RoleMonitor start(Ensemble ensemble, Consumer<Event> events, LongSupplier nanos) {
        RoleMonitor monitor = new RoleMonitor(ensemble, events, nanos);
        monitor.thread.start();
        return monitor;
    }

    private void pollUntilStopped() {
        Map<Integer, ObservedRole> last = new HashMap<>();
        Duration period = ensemble.shared() ? PERIOD_WHERE_SHARED : PERIOD;
        try {
            do {
                for (Member member : ensemble.members()) {
                    poll(member, last);
                }
                rounds.incrementAndGet();
            } while (!stopping.await(period.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll(Member member, Map<Integer, ObservedRole> last) {
        ObservedRole now;
        try {
            Member.Status status = member.status();
            now = new ObservedRole(status.role(), status.epoch());
        } catch (RuntimeException e) {
            now = new ObservedRole(MemberRole.UNKNOWN, 0);
        }
        if (!now.equals(last.put(member.number(), now))) {
            events.accept(new Event.RoleChanged(member.number(), now.role(), now.epoch(), nanos.getAsLong()));
        }
    }

    /**
     * The number of completed rounds, in each of which every member was polled. A round is counted after its events.
     */
    public long rounds() {
        return rounds.get();
    }

    private record ObservedRole(MemberRole role, long epoch) {}

    /** Stops after the present round. No event is reported after this method has returned. Idempotent. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(LAST_ROUND.toMillis());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
