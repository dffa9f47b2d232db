package dev.stampede.nemesis.plan;

import java.time.Duration;

/** When a step is executed. */
public sealed interface StepTrigger {

    /**
     * At a time.
     *
     * @param offset after the beginning of the chaos phase; whole milliseconds, not negative
     */
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
