package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/**
 * Decides problems of one kind faster than a search can, by what is particular to their object.
 *
 * <p>Implementations are stateless and safe to share between threads; they do not recurse, honour the budget, and refuse
 * every problem outside the precondition that they state.
 */
public interface Specialist {

    /** What decided, as results name it. */
    String name();

    /** Decides, or refuses. Sound and complete where it does not refuse. */
    SpecialistResult decide(Problem problem, SearchBudget budget);
}
