package dev.stampede.checker.linearizability;

import java.util.Set;

/** The general engine: a {@link WindowedSearch}, made as often as a {@link Pursuit} needs. */
final class WindowedEngine implements LinearizabilityEngine {
    private final Set<Reduction> reductions;
    private final long patience;

    /** An engine with these reductions, which tries elsewhere after so many steps without getting further. */
    WindowedEngine(Set<Reduction> reductions, long patience) {
        this.reductions = Set.copyOf(reductions);
        this.patience = patience;
    }

    WindowedEngine(Set<Reduction> reductions) {
        this(reductions, WindowedSearch.PATIENCE);
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
        return new Pursuit(problem, reductions, patience, budget);
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
