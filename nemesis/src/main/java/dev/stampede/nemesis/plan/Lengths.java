package dev.stampede.nemesis.plan;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FaultShape;
import java.time.Duration;

/**
 * How long a fault of a shape lasts with such an ensemble: at least so long that it can have an effect, at most so long
 * that it leaves time for others.
 */
record Lengths(long leastMillis, long mostMillis) {
    private static final long LEAST_PAUSE_MILLIS = 3_000;

    static Lengths of(FaultShape shape, EnsembleFacts facts) {
        EnsembleSettings settings = facts.settingsOrAssumed();
        long tick = settings.tickTimeMillis();
        long session = facts.sessionTimeoutMillis();
        // A member that hears nothing notices after syncLimit ticks; a client's session ends one timeout later still.
        long notice = (long) settings.syncLimit() * tick + tick;
        long expiry = Budgets.expiryMillis(settings, (int) session);
        return switch (shape.family()) {
            case PARTITION -> range(Math.max(2_000, notice + 1_000), 3_000);
            case CLIENT_PARTITION -> new Lengths(1_500, Math.max(3_000, expiry + 1_000));
            case SESSION_EXPIRY -> shape.momentary() ? new Lengths(0, 0) : range(expiry + tick + 1_000, 1_000);
            case KILL, CLIENT_KILL -> range(1_000, 3_000);
            case CPU, MEMORY, DISK -> range(3_000, 3_000);
            case PAUSE -> range(Math.max(LEAST_PAUSE_MILLIS, notice + 500), 2_000);
            case CLIENT_PAUSE -> new Lengths(LEAST_PAUSE_MILLIS, Math.max(4_000, expiry + 2_000));
        };
    }

    private static Lengths range(long least, long more) {
        return new Lengths(least, least + more);
    }

    /** What is usual where nothing else is said. */
    Duration usual() {
        return at(0.5, 1);
    }

    /** The length at {@code unit} of the way, if only this part of the range is used. */
    Duration at(double unit, double stretch) {
        return Duration.ofMillis(leastMillis + Math.round((mostMillis - leastMillis) * unit * stretch));
    }
}
