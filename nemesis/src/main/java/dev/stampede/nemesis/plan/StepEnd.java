package dev.stampede.nemesis.plan;

import java.time.Duration;

/** The end of a step's fault. */
public sealed interface StepEnd {

    /**
     * After a duration.
     *
     * @param duration the time since the injection in whole milliseconds, not negative; zero for momentary faults
     */
    record Lasting(Duration duration) implements StepEnd {
        public Lasting {
            WholeMillis.require(duration, "a duration");
        }

        @Override
        public String toString() {
            return duration.isZero() ? "momentary" : "for " + WholeMillis.text(duration);
        }
    }
}
