package dev.stampede.checker.analysis;

import dev.stampede.checker.check.CheckBudget;

/** Ends a loop when the time budget of its check is exhausted. Not thread-safe. */
public final class BudgetGuard {
    private static final int EVERY = 1024;

    private final CheckBudget budget;
    private int steps;

    public BudgetGuard(CheckBudget budget) {
        this.budget = budget;
    }

    /** Checks the budget; call once per iteration. */
    public void step() {
        if ((++steps & (EVERY - 1)) == 0 && budget.exhausted()) {
            throw new BudgetExceeded("the time of " + budget.time().toMillis() + " ms is over");
        }
    }

    /** The time budget of a check is exhausted. */
    public static final class BudgetExceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BudgetExceeded(String reason) {
            super(reason);
        }

        public String reason() {
            return String.valueOf(getMessage());
        }
    }
}
