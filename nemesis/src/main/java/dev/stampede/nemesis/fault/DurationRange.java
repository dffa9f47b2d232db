package dev.stampede.nemesis.fault;

import java.time.Duration;

/**
 * The range of a fault's duration: long enough to have an effect, short enough to leave time for other faults.
 *
 * @param leastMillis the shortest duration in milliseconds, not negative
 * @param mostMillis the longest duration in milliseconds, {@code leastMillis} or more
 */
public record DurationRange(long leastMillis, long mostMillis) {
    /** The range of a momentary fault. */
    public static final DurationRange ZERO = new DurationRange(0, 0);

    public DurationRange {
        if (leastMillis < 0 || mostMillis < leastMillis) {
            throw new IllegalArgumentException(
                    "expected 0 <= least <= most milliseconds, got " + leastMillis + " and " + mostMillis);
        }
    }

    /** From {@code leastMillis} to {@code leastMillis + moreMillis}. */
    public static DurationRange of(long leastMillis, long moreMillis) {
        return new DurationRange(leastMillis, leastMillis + moreMillis);
    }

    /** The default duration: the middle of the range. */
    public Duration usual() {
        return at(0.5, 1);
    }

    /**
     * A duration within the range, for a random position.
     *
     * @param unit the position, from 0 (shortest) to 1 (longest)
     * @param stretch the part of the range that is used, from 0 to 1
     */
    public Duration at(double unit, double stretch) {
        return Duration.ofMillis(leastMillis + Math.round((mostMillis - leastMillis) * unit * stretch));
    }
}
