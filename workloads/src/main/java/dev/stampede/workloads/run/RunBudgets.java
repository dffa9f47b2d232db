package dev.stampede.workloads.run;

import java.time.Duration;

/**
 * The configurable limits on the time and memory of a run. Other limits, such as the recovery budget, are derived from
 * the settings of the ensemble.
 *
 * @param healthy the time limit for the ensemble to become healthy at the start
 * @param warmUpOperations the warm-up ends after this many successful operations
 * @param warmUp the warm-up also ends after this time
 * @param checkTime the time limit of each check
 * @param checkBytes the memory limit for the tables of each check, in bytes
 */
public record RunBudgets(Duration healthy, int warmUpOperations, Duration warmUp, Duration checkTime, long checkBytes) {
    private static final RunBudgets DEFAULTS =
            new RunBudgets(Duration.ofSeconds(60), 5, Duration.ofSeconds(15), Duration.ofSeconds(60), 256L << 20);

    public RunBudgets {
        if (warmUpOperations < 0
                || checkBytes < 1
                || healthy.isNegative()
                || warmUp.isNegative()
                || checkTime.isNegative()) {
            throw new IllegalArgumentException(
                    "expected budgets that are not negative, and at least 1 byte for checks");
        }
    }

    /** The default budgets. */
    public static RunBudgets defaults() {
        return DEFAULTS;
    }
}
