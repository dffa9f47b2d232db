package dev.stampede.checker.checks.balancing;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long things may take when nothing disturbs them, each with its derivation.
 *
 * <p>T is the negotiated session timeout. The leader ends a session in (T, T + tickTime] after it last heard of it, and
 * followers report their sessions up to tickTime/2 late; the transaction that ends it takes as long as a write. A member
 * sends a watch event before any later answer on the same connection, and a client that hears nothing for ⅔·T gives its
 * connection up: so an event is there within ⅔·T after its member applied the change, or the client is disconnected; and a
 * member that lags behind for more than syncLimit ticks is dropped by the leader. A refresh takes as long as the slowest one of the
 * run. 100 ms are for threads to be scheduled; longer stalls are recorded and do not count.
 *
 * @param expiryNanos from the death of a backend to the end of its session
 * @param deliveryNanos from a change in ZooKeeper to a balancer that uses it
 * @param returnNanos in a new session, until a backend tries to register
 */
record BalancingBounds(
        long expiryNanos, long deliveryNanos, long returnNanos, String expiry, String delivery, String comeback) {
    private static final long MILLI = 1_000_000L;
    private static final long SCHEDULING = 100 * MILLI;

    /** Null where no timeout is known. */
    static @Nullable BalancingBounds of(History history, long refreshNanos, long writeNanos) {
        EnsembleSettings settings = history.header().settings();
        long timeout = history.events(Event.SessionChanged.class)
                .mapToLong(Event.SessionChanged::timeoutMillis)
                .max()
                .orElse(0);
        if (timeout == 0 && settings != null) {
            timeout = settings.negotiate(settings.requestedSessionTimeoutMillis());
        }
        if (timeout == 0 || settings == null) {
            return null;
        }
        long tick = settings.tickTimeMillis();
        long expiry = (timeout + tick + tick / 2) * MILLI + writeNanos;
        long lag = (settings.syncLimit() + 1L) * tick;
        long delivery = (timeout * 2 / 3 + lag) * MILLI + refreshNanos + SCHEDULING;
        long comeback = timeout * MILLI + SCHEDULING;
        return new BalancingBounds(
                expiry,
                delivery,
                comeback,
                String.format(
                        Locale.ROOT,
                        "%s = T %d ms + tickTime %d ms + tickTime/2 %d ms + the slowest write %s",
                        seconds(expiry),
                        timeout,
                        tick,
                        tick / 2,
                        seconds(writeNanos)),
                String.format(
                        Locale.ROOT,
                        "%s = ⅔·T %d ms for the event + (syncLimit + 1)·tickTime %d ms for its member + the slowest"
                                + " refresh %s + 100 ms",
                        seconds(delivery),
                        timeout * 2 / 3,
                        lag,
                        seconds(refreshNanos)),
                String.format(
                        Locale.ROOT, "%s = T %d ms, connected, for an answer + 100 ms", seconds(comeback), timeout));
    }
}
