package dev.stampede.checker.linearizability.core;

/**
 * Decides one problem.
 *
 * <p>Implementations are stateless and safe to share between threads. They do not recurse, honour the budget in every
 * loop whose length depends on the problem, and end in {@link Decision.Unknown} rather than in an error of memory.
 */
public interface LinearizabilityEngine {

    /** What decided, as results name it. */
    String name();

    /** Searches. */
    Decision decide(Problem problem, SearchBudget budget);
}
