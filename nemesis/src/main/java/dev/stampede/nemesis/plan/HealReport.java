package dev.stampede.nemesis.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong while a plan was executed and healed; empty if nothing did.
 *
 * @param unhealed the faults whose heal could not be verified
 * @param leftovers what was still broken after all heals
 * @param failures steps that failed with an exception that is no part of the plan
 * @param sinkFailure the first exception of the consumer of events, if it threw one
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
     * @param reason the budget and what was seen last
     */
    record Unhealed(String execution, String fault, long injectedNanos, String reason) {
        String text() {
            return "%s (%s), injected at %.1f s, is not healed: %s. The ensemble is in an unknown state: discard it, and repeat the run from its plan"
                    .formatted(execution, fault, injectedNanos / 1e9, reason);
        }
    }

    /**
     * An exception that is no part of the plan.
     *
     * @param activity what the step did when it was thrown
     */
    record StepFailure(String execution, String fault, String activity, RuntimeException cause) {
        /** With the first frames of the stack. */
        String text() {
            String stack = Arrays.stream(cause.getStackTrace())
                    .limit(STACK_LINES)
                    .map(frame -> "\n    at " + frame)
                    .collect(Collectors.joining());
            return "%s (%s) failed while %s: %s%s".formatted(execution, fault, activity, cause, stack);
        }
    }

    /** Whether every heal is verified, nothing was left over and nothing failed. */
    boolean complete() {
        return unhealed.isEmpty() && leftovers.isEmpty() && failures.isEmpty() && sinkFailure == null;
    }

    /** One entry per problem, with what was expected, what was seen and what to do. */
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
