package dev.stampede.checker.analysis;

import static dev.stampede.checker.check.AnomalyText.duration;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event.BudgetDerived;
import dev.stampede.checker.history.data.Event.SessionChanged;
import org.jspecify.annotations.Nullable;

/**
 * The maximum durations of actions that nothing disturbs, derived from the settings of the ensemble.
 *
 * <p>T is the session timeout. All limits follow from these facts:
 *
 * <ul>
 *   <li>A client that receives nothing for ⅔·T closes its connection ({@code ClientCnxn}, {@code readTimeout}).
 *       Therefore a client that stays connected receives each response and each event within ⅔·T after its member could
 *       send it.
 *   <li>The leader drops a member that lags by syncLimit ticks.
 *   <li>The leader ends a session in (T, T + tickTime] after it last learned that the session was active; followers
 *       report active sessions up to tickTime/2 late.
 * </ul>
 *
 * <p>Each limit adds time for thread scheduling. Longer stalls are recorded, and checks exclude them
 * ({@link Disturbances}). Immutable.
 */
public final class DerivedBounds {
    /** The reason why a check that needs a limit judged nothing if {@link #known} is false. */
    public static final String UNKNOWN =
            "the settings of the ensemble, from which the time limit is derived, are unknown";

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long SCHEDULING_MILLIS = 1_000;
    /** The scheduling time for a single action of a balancer or backend. */
    private static final long SHORT_SCHEDULING_MILLIS = 100;

    private static final long UNKNOWN_MILLIS = 10_000;
    /**
     * The number of consecutive requests that a recipe sends between a watch event and the data: {@code exists}, then
     * {@code getData}.
     */
    private static final int REQUESTS = 2;

    private final @Nullable EnsembleSettings settings;
    private final long negotiatedMillis;
    private final long recoveryNanos;

    private DerivedBounds(@Nullable EnsembleSettings settings, long negotiatedMillis, long recoveryNanos) {
        this.settings = settings;
        this.negotiatedMillis = negotiatedMillis;
        this.recoveryNanos = recoveryNanos;
    }

    static DerivedBounds of(History history) {
        EnsembleSettings settings = history.header().settings();
        long timeout = history.events(SessionChanged.class)
                .mapToLong(SessionChanged::timeoutMillis)
                .max()
                .orElse(0);
        long recovery = history.events(BudgetDerived.class)
                .filter(b -> b.name().equals("recovery"))
                .mapToLong(BudgetDerived::nanos)
                .max()
                .orElse(UNKNOWN_MILLIS * MILLI);
        long negotiated = timeout == 0 && settings != null
                ? settings.negotiate(settings.requestedSessionTimeoutMillis())
                : timeout;
        return new DerivedBounds(settings, negotiated, recovery);
    }

    /**
     * Whether the settings of the ensemble are known. Otherwise only {@link #requestNanos}, {@link #reaction},
     * {@link #background}, {@link #convergence}, {@link #agreement}, {@link #queueDelivery} and {@link #recoveryNanos}
     * can be derived.
     */
    public boolean known() {
        return settings != null;
    }

    private EnsembleSettings settings() {
        if (settings == null) {
            throw new IllegalStateException("the settings of the ensemble are unknown");
        }
        return settings;
    }

    /**
     * The longest session timeout that a client negotiated, otherwise the one that follows from the settings, in
     * nanoseconds; 0 if unknown.
     */
    public long timeoutNanos() {
        return negotiatedMillis * MILLI;
    }

    /**
     * The given timeout if it is not 0, otherwise the timeout that the settings grant to a client, in milliseconds.
     */
    public int timeoutMillisOr(int negotiated) {
        return negotiated > 0 ? negotiated : settings().negotiate(settings().requestedSessionTimeoutMillis());
    }

    private long lagMillis() {
        return settings == null ? UNKNOWN_MILLIS : (long) settings.syncLimit() * settings.tickTimeMillis();
    }

    /**
     * The maximum time between a watch trigger and the reaction of a connected client: its member may lag, and its
     * connection may be silent for some time before the client closes it.
     *
     * @param timeoutMillis the session timeout of the client
     */
    public DerivedBound wakeUp(int timeoutMillis) {
        settings();
        long lag = lagMillis();
        long silence = 2L * timeoutMillis / 3;
        return new DerivedBound(
                (lag + silence + SCHEDULING_MILLIS) * MILLI,
                "syncLimit · tickTime = " + lag + " ms for a lagging member, ⅔ of the session timeout = " + silence
                        + " ms until the client detects a silent connection, " + SCHEDULING_MILLIS
                        + " ms for scheduling");
    }

    /**
     * The maximum time without a master while a candidate is connected: the session of the last master ends, then a
     * candidate is notified and sends one request.
     *
     * @param timeoutMillis the session timeout
     */
    public DerivedBound reElection(int timeoutMillis) {
        long tick = settings().tickTimeMillis();
        long expiry = timeoutMillis + tick + tick / 2;
        long request = 2L * timeoutMillis / 3;
        DerivedBound wake = wakeUp(timeoutMillis);
        return new DerivedBound(
                (expiry + request) * MILLI + wake.nanos(),
                "session timeout + tickTime + tickTime/2 = " + expiry
                        + " ms until the last master's session has ended, " + wake.derivation()
                        + ", ⅔ of the session timeout = " + request + " ms for a request");
    }

    private long knownTimeoutNanos() {
        return negotiatedMillis == 0 ? UNKNOWN_MILLIS * MILLI : negotiatedMillis * MILLI;
    }

    /** The time in nanoseconds within which a connected client receives a response or closes its connection. */
    public long requestNanos() {
        return knownTimeoutNanos() * 2 / 3;
    }

    /**
     * The time from a watch event, or a read, until a connected client has read the znode again and acts on what it
     * read.
     */
    public DerivedBound reaction() {
        return new DerivedBound(
                REQUESTS * requestNanos() + SCHEDULING_MILLIS * MILLI,
                REQUESTS + " requests x 2/3 of the session timeout of " + duration(knownTimeoutNanos()) + " + 1 s");
    }

    /** The time in which a connected client completes a task in the background, such as a write. */
    public DerivedBound background() {
        return reaction();
    }

    /** The time from the deletion of a znode until its connected owner has asked for a new one. */
    public DerivedBound reCreation() {
        DerivedBound event = delivery(0);
        return new DerivedBound(
                event.nanos() + requestNanos() + SCHEDULING_MILLIS * MILLI,
                event.derivation() + " + 2/3 of the session timeout for a request + 1 s");
    }

    /** The time after an acknowledged write within which a connected client acts on it, if no fault acts. */
    public DerivedBound convergence() {
        long lag = lagMillis() * MILLI;
        return new DerivedBound(
                lag + reaction().nanos(),
                duration(lag) + " (syncLimit x tickTime) + " + reaction().derivation());
    }

    /**
     * The time within which clients act on a condition that depends on all of them, if no fault acts: each of them acts
     * on the last change, and the others react to that.
     */
    public DerivedBound agreement() {
        return new DerivedBound(
                convergence().nanos() + reaction().nanos(),
                convergence().derivation() + ", and the same reaction of another client");
    }

    /**
     * The time after an item is in a queue until a connected consumer that is idle receives it, if no fault acts.
     *
     * @param redelivered whether another consumer had received the item: then the session of that consumer must end
     *     first
     */
    public DerivedBound queueDelivery(boolean redelivered) {
        long requests = (REQUESTS + 1) * requestNanos();
        long lag = lagMillis() * MILLI;
        long tick = settings == null ? 0 : settings.tickTimeMillis() * MILLI;
        long expiry = redelivered ? knownTimeoutNanos() + tick + tick / 2 : 0;
        return new DerivedBound(
                lag + requests + SCHEDULING_MILLIS * MILLI + expiry,
                duration(lag) + " (syncLimit x tickTime) + " + (REQUESTS + 1) + " requests x 2/3 of the session"
                        + " timeout of " + duration(knownTimeoutNanos()) + " + 1 s"
                        + (redelivered
                                ? " + session timeout + tickTime + tickTime/2 until the last consumer's session ends"
                                : ""));
    }

    /** The time in nanoseconds after a heal within which the ensemble may still be recovering. */
    public long recoveryNanos() {
        return recoveryNanos;
    }

    /**
     * The time from the death of a client to the end of its session.
     *
     * @param writeNanos the maximum duration of the transaction that ends the session
     */
    public DerivedBound sessionExpiry(long writeNanos) {
        long tick = settings().tickTimeMillis();
        return new DerivedBound(
                (negotiatedMillis + tick + tick / 2) * MILLI + writeNanos,
                "T " + negotiatedMillis + " ms + tickTime " + tick + " ms + tickTime/2 " + tick / 2
                        + " ms + the slowest write " + duration(writeNanos));
    }

    /**
     * The time from a change in ZooKeeper until a connected client has read it and uses it.
     *
     * @param refreshNanos the maximum duration of the reads that follow the event
     */
    public DerivedBound delivery(long refreshNanos) {
        long lag = (settings().syncLimit() + 1L) * settings().tickTimeMillis();
        long event = negotiatedMillis * 2 / 3;
        return new DerivedBound(
                (event + lag) * MILLI + refreshNanos + SHORT_SCHEDULING_MILLIS * MILLI,
                "⅔·T " + event + " ms for the event + (syncLimit + 1)·tickTime " + lag
                        + " ms for its member + the slowest refresh " + duration(refreshNanos) + " + 100 ms");
    }

    /** The maximum time from the start of a new session until its client sends the create of its znode. */
    public DerivedBound reRegistration() {
        return new DerivedBound(
                (negotiatedMillis + SHORT_SCHEDULING_MILLIS) * MILLI,
                "T " + negotiatedMillis + " ms of connected time for a response + 100 ms for scheduling");
    }

    /**
     * How long before and after the recorded time of a fault of a member, or of a change of a role, a deposed leader
     * may still serve. It serves until it has not heard from a majority for syncLimit ticks; an election takes up to
     * initLimit ticks; a client may stay connected to it for a session timeout; roles are polled once a second, so a
     * change is recorded late.
     */
    long staleLeaderNanos() {
        long ticks = Math.max(settings().syncLimit() + 1L, settings().initLimit())
                * settings().tickTimeMillis();
        long requested = settings().negotiate(settings().requestedSessionTimeoutMillis());
        return SECOND + MILLI * Math.max(requested, ticks);
    }

    /** One tick of the ensemble in nanoseconds. */
    long tickNanos() {
        return settings().tickTimeMillis() * MILLI;
    }
}
