package dev.stampede.nemesis.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All problems of the execution and the heals of a plan; empty if there were none.
 *
 * @param unhealed the faults whose heal could not be verified
 * @param leftovers everything that was still broken after all heals
 * @param failures steps that failed with an unexpected exception
 * @param sinkFailure the first exception of the consumer of events; null if there was none
 */
record HealReport(
        List<Unhealed> unhealed,
        List<String> leftovers,
        List<StepFailure> failures,
        @Nullable RuntimeException sinkFailure) {
    private static final int STACK_LINES = 12;

    HealReport {
        unhealed = List.copyOf(unhealed);
        leftovers = List.copyOf(leftovers);
        failures = List.copyOf(failures);
    }

    /**
     * A fault whose heal could not be verified.
     *
     * @param execution the step and the number of its execution
     * @param fault {@code family:shape}
     * @param injectedNanos when it was injected, on the clock of the run
     * @param reason the budget and the last observation
     */
    record Unhealed(String execution, String fault, long injectedNanos, String reason) {
        String text() {
            return "%s (%s), injected at %.1f s, is not healed: %s. The ensemble is in an unknown state: discard it, and repeat the run with the same plan"
                    .formatted(execution, fault, injectedNanos / 1e9, reason);
        }
    }

    /**
     * An unexpected exception of a step.
     *
     * @param activity what the step was doing
     */
    record StepFailure(String execution, String fault, String activity, RuntimeException cause) {
        /** The message, with the first frames of the stack. */
        String text() {
            String stack = Arrays.stream(cause.getStackTrace())
                    .limit(STACK_LINES)
                    .map(frame -> "\n    at " + frame)
                    .collect(Collectors.joining());
            return "%s (%s) failed while %s: %s%s".formatted(execution, fault, activity, cause, stack);
        }
    }

    /** Whether every heal is verified, nothing is left broken and nothing failed. */
    boolean complete() {
        return unhealed.isEmpty() && leftovers.isEmpty() && failures.isEmpty() && sinkFailure == null;
    }

    /** One entry per problem: what was expected, what was observed, and what to do. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        failures.forEach(failure -> problems.add(failure.text()));
        unhealed.forEach(fault -> problems.add(fault.text()));
        leftovers.forEach(leftover -> problems.add("still broken after all faults were healed: " + leftover));
        if (sinkFailure != null) {
            problems.add("an event could not be recorded: " + sinkFailure);
        }
        return problems;
    }

    /** The exceptions behind the problems. */
    List<RuntimeException> causes() {
        List<RuntimeException> causes = new ArrayList<>();
        failures.forEach(failure -> causes.add(failure.cause()));
        if (sinkFailure != null) {
            causes.add(sinkFailure);
        }
        return causes;
    }
}
