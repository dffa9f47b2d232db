package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.TransitionForm;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search of one partition, including its restarts; can be paused. Not thread-safe, but can be resumed in another
 * thread.
 *
 * <p>Counting the used indeterminate operations multiplies the number of configurations. Therefore a search that counts
 * all of them gets a limited number of steps. If these do not suffice, the next search counts as few as possible. If
 * that one finds no order, there is none. If it finds an order that at some position uses more operations of a supply
 * than had been called, the next search counts this supply (E. Clarke et al., "Counterexample-guided abstraction
 * refinement", CAV 2000).
 */
public final class ResumableSearch {
    private static final long COUNTING_STEPS = 5_000;
    private static final int QUESTIONS_PER_OPERATION = 16;
    private static final int LEAST_QUESTIONS = 512;

    private final Problem problem;
    private final Set<Reduction> reductions;
    private final long patience;
    private final SearchBudget budget;
    private @Nullable WindowTable windows;
    private @Nullable FutureUse futureUse;
    private @Nullable WindowedSearch search;
    private boolean[] counted = {};
    private long counting;
    private boolean relaxed;

    ResumableSearch(Problem problem, Set<Reduction> reductions, long patience, SearchBudget budget) {
        this.patience = patience;
        this.problem = problem;
        this.reductions = reductions;
        this.budget = budget.share();
    }

    /** Continues for about this many steps; null if it has not finished. */
    @Nullable
    public Decision go(long steps) {
        problem.transitions().charge(budget);
        long left = steps;
        try {
            while (left > 0) {
                WindowedSearch current = search == null ? begin() : search;
                long allowed = relaxed ? left : Math.min(left, counting - current.steps());
                long before = current.steps();
                WindowedSearch.End end = current.run(allowed);
                left -= Math.max(1, current.steps() - before);
                Decision decision = conclude(current, end);
                if (decision != null) {
                    return decision;
                }
            }
            return null;
        } catch (SearchBudget.Exhausted e) {
            return budget.outOfMemory() ? budget.memoryOut("while it started") : budget.timeOut("while it started");
        }
    }

    /** Frees the memory of the search. */
    public void end() {
        search = null;
        windows = null;
        futureUse = null;
        budget.release();
    }

    private WindowedSearch begin() {
        WindowTable known = windows;
        FutureUse ahead = futureUse;
        if (known == null || ahead == null) {
            problem.transitions().derive(Math.max(LEAST_QUESTIONS, (int)
                    Math.min(Integer.MAX_VALUE, (long) QUESTIONS_PER_OPERATION * problem.size())));
            budget.hold(40L * problem.size());
            known = new WindowTable(problem, reductions);
            ahead = new FutureUse(problem, known);
            windows = known;
            futureUse = ahead;
            counted = new boolean[known.supplyKind.length];
            Arrays.fill(counted, true);
            relaxed = counted.length == 0;
            counting = COUNTING_STEPS + 2L * problem.size();
        }
        WindowedSearch fresh = new WindowedSearch(problem, known, ahead, reductions, counted.clone(), patience, budget);
        search = fresh;
        return fresh;
    }

    private @Nullable Decision conclude(WindowedSearch current, WindowedSearch.End end) {
        switch (end) {
            case FOUND -> {
                WitnessRecorder recorder = new WitnessRecorder(problem, windows());
                current.walk(recorder);
                boolean[] overused = recorder.overused();
                if (overused == null) {
                    return new Decision.Linearizable(recorder.witness());
                }
                for (int supply = 0; supply < counted.length; supply++) {
                    counted[supply] |= overused[supply];
                }
                search = null;
                return null;
            }
            case REFUTED -> {
                return new Decision.NotLinearizable(current.stuckAt());
            }
            case PAUSED -> {
                if (!relaxed && current.steps() >= counting) {
                    relaxed = true;
                    stopCounting(windows());
                    search = null;
                }
                return null;
            }
            case OUT_OF_TIME -> {
                return budget.timeOut(current.progress());
            }
            case OUT_OF_MEMORY -> {
                return budget.memoryOut(current.progress());
            }
        }
        throw new IllegalStateException("no such end: " + end);
    }

    /**
     * Supplies whose effect only the transitions determine stay counted: without a limit they could lead to ever new
     * states.
     */
    private void stopCounting(WindowTable known) {
        for (int supply = 0; supply < counted.length; supply++) {
            TransitionForm form = problem.transitions().form(known.supplyKind[supply]);
            counted[supply] = form == TransitionForm.ADDS || form == TransitionForm.CHANGES;
        }
    }

    private WindowTable windows() {
        WindowTable known = windows;
        if (known == null) {
            throw new IllegalStateException("a search has ended that never began");
        }
        return known;
    }
}
