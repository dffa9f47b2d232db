package dev.stampede.checker.linearizability.readsfrom;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.LinearizabilityEngine;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/** Runs only the search over sources; it refuses objects that are not registers. Safe to share between threads. */
public final class ReadsFromEngine implements LinearizabilityEngine {
    /**
     * The maximum number of model steps for operations with undeclared shapes; the model may have any number of states.
     */
    private static final int MAX_QUESTIONS = 512;

    private final int listedAtFirst;

    public ReadsFromEngine() {
        this(ReadsFromSearch.LISTED_AT_FIRST);
    }

    /** An engine with this number of initially listed candidates, for tests. */
    ReadsFromEngine(int listedAtFirst) {
        this.listedAtFirst = listedAtFirst;
    }

    @Override
    public String name() {
        return "reads-from";
    }

    @Override
    public Decision decide(Problem problem, SearchBudget budget) {
        problem.transitions().derive(MAX_QUESTIONS);
        ReadsFromSearch search = ReadsFromSearch.of(problem, budget, listedAtFirst);
        if (search == null) {
            return new Decision.Unknown(Decision.Limit.MEMORY, "the object is not a register, or too large");
        }
        try {
            Decision decision = search.go(Long.MAX_VALUE / 2);
            return decision == null ? budget.timeOut("while it searched") : decision;
        } finally {
            search.end();
        }
    }
}
