package dev.stampede.checker.linearizability;

import java.util.Set;

/** The general engine: a {@link WindowedSearch}, made as often as a {@link Pursuit} needs. */
final class WindowedEngine implements LinearizabilityEngine {
    private final Set<Reduction> reductions;

    WindowedEngine(Set<Reduction> reductions) {
        this.reductions = Set.copyOf(reductions);
    }

    WindowedEngine() {
        this(Reduction.ALL);
    }

    @Override
    public String name() {
        return "windowed-search";
    }

    /** The search for one problem, which the caller drives. */
    Pursuit pursue(Problem problem, SearchBudget budget) {
        return new Pursuit(problem, reductions, budget);
    }

    @Override
    public Decision decide(Problem problem, SearchBudget budget) {
        Pursuit pursuit = pursue(problem, budget);
        try {
            Decision decision = pursuit.go(Long.MAX_VALUE);
            while (decision == null) {
                decision = pursuit.go(Long.MAX_VALUE);
            }
            return decision;
        } finally {
            pursuit.end();
        }
    }
}
