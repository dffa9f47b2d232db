package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event.Phase;
import java.time.Duration;
import java.util.List;

/**
 * What a run does at a moment.
 *
 * @param run scenario, variant and seed, in words
 * @param stage the part of the run
 * @param elapsed the time since this stage began
 * @param planned the planned length of the stage of faults
 * @param faults the kinds of the faults that are proven to be in effect, in the order in which they took effect
 * @param operations the number of operations that were invoked so far
 * @param succeeded the number of those that succeeded
 */
public record RunStatus(
        String run,
        Stage stage,
        Duration elapsed,
        Duration planned,
        List<String> faults,
        int operations,
        int succeeded) {
    public RunStatus {
        faults = List.copyOf(faults);
    }

    /** The parts of a run, in order, as a person who waits needs them. */
    public enum Stage {
        /** The ensemble starts, and the scenario is set up. */
        START("start"),
        /** Operations without faults. */
        WARM_UP("warm-up"),
        /** The plan of faults is executed. */
        FAULTS("faults"),
        /** All faults are healed, and work must succeed again. */
        HEAL("heal"),
        /** The trees of all members are read. */
        AUDIT("audit"),
        /** The checks judge the history. */
        CHECK("check");

        private final String word;

        Stage(String word) {
            this.word = word;
        }

        /** The name for people. */
        public String word() {
            return word;
        }

        static Stage of(Phase phase) {
            return switch (phase) {
                case SETUP -> START;
                case WARM_UP -> WARM_UP;
                case CHAOS -> FAULTS;
                case HEAL, RECOVERY -> HEAL;
                case AUDIT, AUDIT_AGAIN -> AUDIT;
            };
        }
    }

    /** The executed part of the stage of faults, from 0 to 1: 0 before it, and 1 after it. */
    public double fraction() {
        int order = stage.compareTo(Stage.FAULTS);
        if (order != 0) {
            return order < 0 ? 0 : 1;
        }
        return Math.min(1, (double) elapsed.toNanos() / Math.max(1, planned.toNanos()));
    }
}
