package dev.stampede.checker.linearizability.readsfrom;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.LinearizabilityEngine;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/** The search over sources alone; it does not decide objects that are no registers. Safe to share between threads. */
public final class ReadsFromEngine implements LinearizabilityEngine {
    /** How often the model is asked about operations that it does not declare; it may have any number of states. */
    private static final int MOST_QUESTIONS = 512;

    private final int listedAtFirst;

    public ReadsFromEngine() {
        this(ReadsFromSearch.LISTED_AT_FIRST);
    }

    /** With this number of candidates listed at first, for tests. */
    ReadsFromEngine(int listedAtFirst) {
        this.listedAtFirst = listedAtFirst;
    }

    @Override
    public String name() {
        return "reads-from";
    }

    @Override
    public Decision decide(Problem problem, SearchBudget budget) {
        problem.transitions().derive(MOST_QUESTIONS);
        ReadsFromSearch search = ReadsFromSearch.of(problem, budget, listedAtFirst);
        if (search == null) {
            return new Decision.Unknown(Decision.Limit.MEMORY, "the object is no register, or too large");
        }
        try {
            Decision decision = search.go(Long.MAX_VALUE / 2);
            return decision == null ? budget.timeOut("while it searched") : decision;
        } finally {
            search.end();
        }
    }
}
