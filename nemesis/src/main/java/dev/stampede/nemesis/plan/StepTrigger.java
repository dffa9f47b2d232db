package dev.stampede.nemesis.plan;

import java.time.Duration;

/** When an atom fires. */
public sealed interface StepTrigger {

    /** So long after the chaos phase began; whole milliseconds, not negative. */
    record AtTime(Duration offset) implements StepTrigger {
        public AtTime {
            WholeMillis.require(offset, "a time");
        }

        @Override
        public String toString() {
            return "at " + WholeMillis.text(offset);
        }
    }
}
