package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import org.jspecify.annotations.Nullable;

/**
 * The maximum age of a state that a member returns. Immutable and safe to share between threads.
 *
 * <p>A member serves requests only if it heard from a leader within syncLimit ticks, and a leader leads only if it
 * heard from a majority within syncLimit ticks. Therefore the age of a serving member's state is bounded even during
 * faults. Limit without faults: convergence ({@link DerivedBounds#convergence}). Limit with faults: convergence +
 * recovery, because the harness observes an election or a heal later than it happens. The times in which the client's
 * JVM or the harness stalls do not count.
 */
public final class StalenessBound {
    private final Disturbances disturbances;
    private final UndisturbedTime faultless;
    private final DerivedBound limit;
    private final long limitWithFaultsNanos;
    private final boolean known;

    StalenessBound(History history, Disturbances disturbances, DerivedBounds bounds) {
        @Nullable EnsembleSettings settings = history.header().settings();
        this.disturbances = disturbances;
        this.faultless = disturbances.withoutFaults(bounds.recoveryNanos());
        this.limit = bounds.convergence();
        this.limitWithFaultsNanos = bounds.recoveryNanos() + limit.nanos();
        this.known = settings != null;
    }

    /**
     * Whether the response to a request that was sent at {@code sentNanos} must contain everything that clients had
     * seen by {@code knownNanos}. False if the settings of the ensemble are unknown.
     */
    public boolean mustInclude(int client, long knownNanos, long sentNanos) {
        if (!known || sentNanos - knownNanos <= limit.nanos()) {
            return false;
        }
        RunningTime running = disturbances.requestTime(client);
        if (running.after(knownNanos, limitWithFaultsNanos) <= sentNanos) {
            return true;
        }
        for (Interval calm : faultless.stretches(knownNanos, sentNanos)) {
            if (running.after(calm.fromNanos(), limit.nanos()) <= calm.toNanos()) {
                return true;
            }
        }
        return false;
    }

    /** The limit without faults, and its derivation. */
    public DerivedBound limit() {
        return limit;
    }
}
