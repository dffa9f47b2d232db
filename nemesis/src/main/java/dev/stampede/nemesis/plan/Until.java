package dev.stampede.nemesis.plan;

import java.time.Duration;

/** Until when a fault is to last. */
public sealed interface Until {

    /** So long after it was injected; whole milliseconds, not negative. Zero is for faults that end by themselves. */
    record Lasting(Duration duration) implements Until {
        public Lasting {
            Millis.require(duration, "a duration");
        }

        @Override
        public String toString() {
            return duration.isZero() ? "momentary" : "for " + Millis.text(duration);
        }
    }
}
