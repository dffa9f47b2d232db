package dev.stampede.checker.linearizability.core;

/**
 * Decides one problem.
 *
 * <p>Implementations are stateless and safe to share between threads. They do not recurse, check the budget in every
 * loop whose length depends on the problem, and return {@link Decision.Unknown} instead of running out of memory.
 */
public interface LinearizabilityEngine {

    /** The name of the algorithm in results. */
    String name();

    /** Decides the problem within the budget. */
    Decision decide(Problem problem, SearchBudget budget);
}
