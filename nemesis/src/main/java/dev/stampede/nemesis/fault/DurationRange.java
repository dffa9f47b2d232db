package dev.stampede.nemesis.fault;

import java.time.Duration;

/**
 * How long a fault lasts: at least long enough to have an effect, at most so long that it leaves time for others.
 *
 * @param leastMillis in milliseconds, not negative
 * @param mostMillis in milliseconds, {@code leastMillis} or more
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

    /** The middle of the range, which is used where no duration is given. */
    public Duration usual() {
        return at(0.5, 1);
    }

    /**
     * A duration within the range.
     *
     * @param unit the position, from 0 (the least) to 1 (the most)
     * @param stretch the part of the range that is used, from 0 to 1
     */
    public Duration at(double unit, double stretch) {
        return Duration.ofMillis(leastMillis + Math.round((mostMillis - leastMillis) * unit * stretch));
    }
}
