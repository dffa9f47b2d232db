package dev.stampede.nemesis.plan;

import java.time.Duration;

/** When the fault of a step ends. */
public sealed interface StepEnd {

    /**
     * After a duration.
     *
     * @param duration from the injection on; whole milliseconds, not negative. Zero is for faults that end by themselves
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
