package dev.stampede.nemesis.plan;

import java.time.Duration;

/** Until when a fault is to last. */
public sealed interface StepEnd {

    /** So long after it was injected; whole milliseconds, not negative. Zero is for faults that end by themselves. */
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
