package dev.stampede.nemesis.plan;

import java.time.Duration;

/** The condition for the execution of a step. */
public sealed interface StepTrigger {

    /**
     * Executes the step at a time.
     *
     * @param offset the time since the beginning of the chaos phase in whole milliseconds, not negative
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
