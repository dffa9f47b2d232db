package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/**
 * A specialist in two steps: it converts the calls into columns of numbers, and decides from these columns alone. Each
 * step takes linear or nearly linear time in the number of calls, and checks the budget between its passes.
 *
 * @param <C> the columns
 */
abstract class ColumnSpecialist<C> implements Specialist {
    /** An upper bound of the memory per operation, in bytes, of the columns and of the arrays of a decision. */
    private static final long BYTES_PER_OPERATION = 96;

    /**
     * Converts the calls.
     *
     * @throws Refusal if they do not meet the precondition
     */
    abstract C encode(Problem problem);

    /**
     * Decides.
     *
     * @throws Refusal if the calls do not meet the precondition
     * @throws SearchBudget.Exhausted if the budget is exhausted
     */
    abstract SpecialistResult decide(C columns, SearchBudget budget);

    @Override
    public final SpecialistResult decide(Problem problem, SearchBudget budget) {
        long bytes = BYTES_PER_OPERATION * problem.size();
        if (!budget.allows(bytes)) {
            return new SpecialistResult.Refused(
                    SpecialistResult.Reason.BUDGET, "the columns of the operations do not fit into the memory budget");
        }
        budget.hold(bytes);
        try {
            C columns = encode(problem);
            checkBudget(budget);
            return decide(columns, budget);
        } catch (Refusal refusal) {
            return refusal.result();
        } catch (SearchBudget.Exhausted e) {
            return new SpecialistResult.Undecided(
                    budget.timeOut(name() + " looked at " + problem.size() + " operations"));
        } finally {
            budget.hold(-bytes);
        }
    }

    /** Checks the budget; called between passes. */
    static void checkBudget(SearchBudget budget) {
        if (budget.outOfTime()) {
            throw new SearchBudget.Exhausted();
        }
    }
}
