package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event.Phase;
import java.time.Duration;
import java.util.List;

/**
 * The status of a run at one time.
 *
 * @param run scenario, variant and seed, as text
 * @param stage the current stage
 * @param elapsed the time since this stage began
 * @param planned the planned duration of the stage {@link Stage#FAULTS}
 * @param faults the types of the faults that are proven active, in the order in which they took effect
 * @param operations the number of operations invoked so far
 * @param succeeded the number of operations that have succeeded so far
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

    /** The stages of a run in order, as a progress display names them. */
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

    /** The completed fraction of the stage {@link Stage#FAULTS}: 0 before it, 1 after it. */
    public double fraction() {
        int order = stage.compareTo(Stage.FAULTS);
        if (order != 0) {
            return order < 0 ? 0 : 1;
        }
        return Math.min(1, (double) elapsed.toNanos() / Math.max(1, planned.toNanos()));
    }
}
