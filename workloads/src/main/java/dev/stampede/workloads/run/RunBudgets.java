package dev.stampede.workloads.run;

import java.time.Duration;

/**
 * The bounds on the time and memory of a run that are chosen. (Others, such as the recovery budget, are derived from the
 * settings of the ensemble.)
 *
 * @param healthy the time that the ensemble has to become healthy before the run begins
 * @param warmUpOperations the warm-up ends after this many successful operations
 * @param warmUp or after this time
 * @param checkTime the time that each check may take
 * @param checkBytes the memory that the tables of each check may take, in bytes
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

    /** The budgets where the user gives none. */
    public static RunBudgets defaults() {
        return DEFAULTS;
    }
}
