package dev.stampede.checker.analysis;

import dev.stampede.checker.check.CheckBudget;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Ends the loops of a check when its time is over. Not thread-safe.
 *
 * <p>{@link #step} throws {@link CheckBudget.Exceeded} when the time is over, and {@link AnomalyCollector#within} turns
 * that into the result of the check.
 */
public final class BudgetGuard {
    private static final int STEPS_PER_CHECK = 1024;
    private static final Duration PICTURE_TIME = Duration.ofSeconds(30);

    private final CheckBudget budget;
    private int steps;

    public BudgetGuard(CheckBudget budget) {
        this.budget = budget;
    }

    /**
     * A guard for drawing the picture of a check, which the check's budget does not cover: its time ends 30 seconds
     * from now.
     */
    public static BudgetGuard ofPicture() {
        return new BudgetGuard(CheckBudget.of(PICTURE_TIME, 0));
    }

    /**
     * Checks the budget; call once per iteration.
     *
     * @throws CheckBudget.Exceeded if the time is over, at the latest at the 1,024th call after its end
     */
    public void step() {
        if ((steps++ & (STEPS_PER_CHECK - 1)) == 0 && budget.exhausted()) {
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
