package dev.stampede.checker.analysis;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.history.data.EnsembleSettings;

/**
 * A bound on time, and how it follows from the settings of the ensemble.
 *
 * <p>Only time counts against it in which nothing that is known of kept the client or the ensemble from working (see
 * {@link UndisturbedTime}), so that it holds on a loaded machine too.
 */
public record DerivedBound(long nanos, String derivation) {
    private static final long MILLI = 1_000_000L;

    /** For threads of clients and members to be scheduled; what a JVM measured as a stall is not counted anyway. */
    private static final long SCHEDULING_MILLIS = 1_000;

    /**
     * How long a client may sleep on that is connected and whose watch is due: its member may lag behind the leader for
     * syncLimit · tickTime before it is dropped, and a connection that is silent for ⅔ · T is given up by the client.
     */
    public static DerivedBound wakeUp(EnsembleSettings settings, int timeoutMillis) {
        long lag = (long) settings.syncLimit() * settings.tickTimeMillis();
        long silence = 2L * timeoutMillis / 3;
        return new DerivedBound(
                (lag + silence + SCHEDULING_MILLIS) * MILLI,
                "syncLimit · tickTime = " + lag + " ms for a member that lags, ⅔ · T = " + silence
                        + " ms for a connection that is silent, " + SCHEDULING_MILLIS + " ms for scheduling");
    }

    /**
     * How long nobody may be the master while a candidate is connected: the session of the last one ends one timeout after
     * the leader last heard of it, found out at most a tick later, of which a follower may have told half a tick late;
     * then a candidate wakes up, and asks once.
     */
    public static DerivedBound reElection(EnsembleSettings settings, int timeoutMillis) {
        long tick = settings.tickTimeMillis();
        long expiry = timeoutMillis + tick + tick / 2;
        long request = 2L * timeoutMillis / 3;
        DerivedBound wake = wakeUp(settings, timeoutMillis);
        return new DerivedBound(
                (expiry + request) * MILLI + wake.nanos(),
                "T + tickTime + tickTime/2 = " + expiry + " ms until the last master's session has ended, "
                        + wake.derivation() + ", ⅔ · T = " + request + " ms for a request");
    }

    /** For people: {@code 4.000 s (…)}. */
    public String text() {
        return seconds(nanos) + " (" + derivation + ")";
    }
}
