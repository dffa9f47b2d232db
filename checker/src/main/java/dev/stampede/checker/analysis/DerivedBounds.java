package dev.stampede.checker.analysis;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event.BudgetDerived;
import dev.stampede.checker.history.data.Event.SessionChanged;
import org.jspecify.annotations.Nullable;

/**
 * How long things may take when nothing disturbs them, derived from the settings of the ensemble.
 *
 * <p>T is the session timeout. What all bounds rest on:
 *
 * <ul>
 *   <li>A client that hears nothing for ⅔·T gives its connection up ({@code ClientCnxn}, {@code readTimeout}): so a client
 *       that stays connected has each request answered, and each event delivered, within ⅔·T after its member could.
 *   <li>A member that lags behind the leader for syncLimit ticks is dropped by it.
 *   <li>The leader ends a session in (T, T + tickTime] after it last heard of it, and followers report their sessions up to
 *       tickTime/2 late.
 * </ul>
 *
 * <p>Each bound adds time for threads to be scheduled; longer stalls are recorded, and checks do not count them ({@link
 * Disturbances}). Immutable.
 */
public final class DerivedBounds {
    /** Why a check that needs a bound judged nothing where {@link #known} is false. */
    public static final String UNKNOWN = "the settings of the ensemble, from which the bound follows, are not known";

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long SCHEDULING_MILLIS = 1_000;
    /** Of a balancer or backend that does one thing. */
    private static final long SHORT_SCHEDULING_MILLIS = 100;

    private static final long UNKNOWN_MILLIS = 10_000;
    /** What a recipe sends one after the other between an event and the data: {@code exists}, then {@code getData}. */
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

    /** Whether the settings of the ensemble are known; without them only the bounds of propagation can be derived. */
    public boolean known() {
        return settings != null;
    }

    private EnsembleSettings settings() {
        if (settings == null) {
            throw new IllegalStateException("the settings of the ensemble are not known");
        }
        return settings;
    }

    /** The longest session timeout that a client negotiated; else what the settings give; 0 if nothing is known. Nanoseconds. */
    public long timeoutNanos() {
        return negotiatedMillis * MILLI;
    }

    /** The timeout that a client negotiated if it is known (not 0), else what it would be granted. Milliseconds. */
    public int timeoutMillisOr(int negotiated) {
        return negotiated > 0 ? negotiated : settings().negotiate(settings().requestedSessionTimeoutMillis());
    }

    private long lagMillis() {
        return settings == null ? UNKNOWN_MILLIS : (long) settings.syncLimit() * settings.tickTimeMillis();
    }

    /**
     * How long a client may sleep on that is connected and whose watch is due: its member may lag, and its connection may be
     * silent before the client gives it up.
     *
     * @param timeoutMillis its session timeout
     */
    public DerivedBound wakeUp(int timeoutMillis) {
        settings();
        long lag = lagMillis();
        long silence = 2L * timeoutMillis / 3;
        return new DerivedBound(
                (lag + silence + SCHEDULING_MILLIS) * MILLI,
                "syncLimit · tickTime = " + lag + " ms for a member that lags, ⅔ · T = " + silence
                        + " ms for a connection that is silent, " + SCHEDULING_MILLIS + " ms for scheduling");
    }

    /**
     * How long nobody may be the master while a candidate is connected: the session of the last master ends, then a
     * candidate wakes up, and sends one request.
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
                "T + tickTime + tickTime/2 = " + expiry + " ms until the last master's session has ended, "
                        + wake.derivation() + ", ⅔ · T = " + request + " ms for a request");
    }

    private long knownTimeoutNanos() {
        return negotiatedMillis == 0 ? UNKNOWN_MILLIS * MILLI : negotiatedMillis * MILLI;
    }

    /** Within so long one request of a connected client is answered, or it gives its connection up. Nanoseconds. */
    public long requestNanos() {
        return knownTimeoutNanos() * 2 / 3;
    }

    /** Within so long a connected client that was shown a state acts on it, or on a newer one. */
    public DerivedBound reaction() {
        return new DerivedBound(
                REQUESTS * requestNanos() + SCHEDULING_MILLIS * MILLI,
                REQUESTS + " requests x 2/3 of the session timeout of " + seconds(knownTimeoutNanos()) + " + 1 s");
    }

    /** Within so long after an acknowledged write a connected client acts on it, while no fault acts. */
    public DerivedBound convergence() {
        long lag = lagMillis() * MILLI;
        return new DerivedBound(lag + reaction().nanos(), "syncLimit x tickTime of " + seconds(lag) + " + reaction");
    }

    /** Within so long after a heal the ensemble may still recover. Nanoseconds. */
    public long recoveryNanos() {
        return recoveryNanos;
    }

    /**
     * From the death of a client to the end of its session.
     *
     * @param writeNanos how long the transaction may take that ends it
     */
    public DerivedBound sessionExpiry(long writeNanos) {
        long tick = settings().tickTimeMillis();
        return new DerivedBound(
                (negotiatedMillis + tick + tick / 2) * MILLI + writeNanos,
                "T " + negotiatedMillis + " ms + tickTime " + tick + " ms + tickTime/2 " + tick / 2
                        + " ms + the slowest write " + seconds(writeNanos));
    }

    /**
     * From a change in ZooKeeper to a connected client that has read it again and uses it.
     *
     * @param refreshNanos how long the reads may take
     */
    public DerivedBound delivery(long refreshNanos) {
        long lag = (settings().syncLimit() + 1L) * settings().tickTimeMillis();
        long event = negotiatedMillis * 2 / 3;
        return new DerivedBound(
                (event + lag) * MILLI + refreshNanos + SHORT_SCHEDULING_MILLIS * MILLI,
                "⅔·T " + event + " ms for the event + (syncLimit + 1)·tickTime " + lag
                        + " ms for its member + the slowest refresh " + seconds(refreshNanos) + " + 100 ms");
    }

    /** In a new session, until a client tries to create its znode again. */
    public DerivedBound reRegistration() {
        return new DerivedBound(
                (negotiatedMillis + SHORT_SCHEDULING_MILLIS) * MILLI,
                "T " + negotiatedMillis + " ms, connected, for an answer + 100 ms");
    }

    /**
     * How long around a fault of a member or a change of a role there may be a leader that was deposed without knowing it: it
     * serves on until it has not heard from a majority for syncLimit ticks, an election takes up to initLimit ticks, and roles
     * are observed by polling; a second is added.
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
