package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import org.jspecify.annotations.Nullable;

/**
 * How old the state may be that a member shows. Immutable and safe to share between threads.
 *
 * <p>A member serves only while it has heard from a leader within syncLimit ticks, and a leader leads only while it has heard
 * from a majority within as many, so that faults do not make a member that serves older than that; what the limits add is time for silent
 * connections and for scheduling. While nothing is broken the limit is that of convergence. Otherwise that of recovery is added,
 * because the harness sees elections and heals late. Stalls of the client's JVM and of the harness do not count.
 */
public final class Timeliness {
    private final Disturbances disturbances;
    private final UndisturbedTime faultless;
    private final DerivedBound limit;
    private final long anyTimeNanos;
    private final boolean known;

    Timeliness(History history, Disturbances disturbances, DerivedBounds bounds) {
        @Nullable EnsembleSettings settings = history.header().settings();
        this.disturbances = disturbances;
        this.faultless = disturbances.withoutFaults(bounds.recoveryNanos());
        this.limit = bounds.convergence();
        this.anyTimeNanos = bounds.recoveryNanos() + limit.nanos();
        this.known = settings != null;
    }

    /**
     * Whether a request that was sent at {@code sentNanos} must have been answered by what anybody had been shown by {@code
     * knownNanos}. Never if the settings of the ensemble are unknown.
     */
    public boolean due(int client, long knownNanos, long sentNanos) {
        if (!known || sentNanos - knownNanos <= limit.nanos()) {
            return false;
        }
        RunningTime running = disturbances.requestTime(client);
        if (running.after(knownNanos, anyTimeNanos) <= sentNanos) {
            return true;
        }
        for (Interval calm : faultless.stretches(knownNanos, sentNanos)) {
            if (running.after(calm.fromNanos(), limit.nanos()) <= calm.toNanos()) {
                return true;
            }
        }
        return false;
    }

    /** The limit while nothing is broken, and how it is derived. */
    public DerivedBound limit() {
        return limit;
    }
}
