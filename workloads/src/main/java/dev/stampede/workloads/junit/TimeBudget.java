package dev.stampede.workloads.junit;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The total time for the chaos tests of this JVM, since the first one: the system property {@value #PROPERTY}. When
 * this time is used up, further invocations are skipped; an invocation that has started continues. Thread-safe.
 */
final class TimeBudget implements ExecutionCondition {
    static final String PROPERTY = "stampede.budget.minutes";

    private static final long FIRST = System.nanoTime();

    private final LongSupplier spentNanos;
    private final @Nullable String minutes;

    private TimeBudget(@Nullable String minutes, LongSupplier spentNanos) {
        this.minutes = minutes;
        this.spentNanos = spentNanos;
    }

    /** The budget of this JVM. */
    static TimeBudget configured() {
        return new TimeBudget(System.getProperty(PROPERTY), () -> System.nanoTime() - FIRST);
    }

    /** A budget of which {@code spent} is used; {@code minutes} is null for no budget. */
    static TimeBudget of(@Nullable String minutes, Duration spent) {
        return new TimeBudget(minutes, spent::toNanos);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return evaluate();
    }

    ConditionEvaluationResult evaluate() {
        if (minutes == null) {
            return ConditionEvaluationResult.enabled("no time budget");
        }
        if (!minutes.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("expected a number of minutes from 1 on: -D" + PROPERTY + "=" + minutes);
        }
        Duration budget = Duration.ofMinutes(Long.parseLong(minutes));
        return spentNanos.getAsLong() < budget.toNanos()
                ? ConditionEvaluationResult.enabled("within the time budget")
                : ConditionEvaluationResult.disabled(
                        "the time budget of " + minutes + " min is used up (-D" + PROPERTY + ")");
    }
}
