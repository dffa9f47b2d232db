package dev.stampede.checker.analysis;

import dev.stampede.checker.check.CheckBudget;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Ends the loops of a check when its time is over. Not thread-safe.
 *
 * <p>{@link AnomalyCollector#within} turns the exception into the result of the check.
 */
public final class BudgetGuard {
    private static final int EVERY = 1024;
    private static final Duration PICTURE = Duration.ofSeconds(30);

    private final CheckBudget budget;
    private int steps;

    public BudgetGuard(CheckBudget budget) {
        this.budget = budget;
    }

    /** A guard for the picture of a check, which has no budget of its own: 30 seconds from now. */
    public static BudgetGuard ofPicture() {
        return new BudgetGuard(CheckBudget.of(PICTURE, 0));
    }

    /**
     * Checks the budget; call once per iteration.
     *
     * @throws CheckBudget.Exceeded if no time is left, at the latest at the 1,024th call after the end of the time
     */
    public void step() {
        if ((steps++ & (EVERY - 1)) == 0 && budget.exhausted()) {
            throw new CheckBudget.Exceeded(budget);
        }
    }

    /** The elements of a list. The iteration throws {@link CheckBudget.Exceeded} when no time is left. */
    public <E> Iterable<E> each(List<E> elements) {
        return () -> {
            Iterator<E> all = elements.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public E next() {
                    step();
                    return all.next();
                }
            };
        };
    }
}
