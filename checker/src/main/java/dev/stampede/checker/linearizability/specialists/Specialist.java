package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/**
 * Decides problems of one kind of object faster than a search, by using the properties of that object.
 *
 * <p>Implementations are stateless and safe to share between threads. They do not recurse, respect the budget, and
 * refuse every problem outside their documented precondition.
 */
public interface Specialist {

    /** The name of the algorithm in results. */
    String name();

    /** Decides, or refuses. A decision is sound and complete. */
    SpecialistResult decide(Problem problem, SearchBudget budget);
}
