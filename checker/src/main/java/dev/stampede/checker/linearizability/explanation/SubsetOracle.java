package dev.stampede.checker.linearizability.explanation;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.Relaxation;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.portfolio.DovetailedSearch;
import dev.stampede.checker.linearizability.specialists.Specialist;
import dev.stampede.checker.linearizability.specialists.SpecialistResult;
import dev.stampede.checker.linearizability.specialists.Specialists;
import dev.stampede.checker.linearizability.specialists.ZxidCertificate;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one subset of calls after another whether the subset has an order. Gives up on a subset after a number of
 * steps, because another subset may be easier. Not thread-safe.
 */
final class SubsetOracle<S, I, O> {
    private static final long STEPS_PER_OPERATION = 20;
    private static final long LEAST_STEPS = 5_000;

    private final Model<S, I, O> model;
    private final SearchBudget budget;
    private final List<Specialist> specialists;
    private final boolean anyRefutes;

    SubsetOracle(Model<S, I, O> model, SearchBudget budget) {
        this.model = model;
        this.budget = budget;
        this.specialists = Specialists.of(model);
        this.anyRefutes = specialists.stream().anyMatch(each -> !(each instanceof ZxidCertificate));
    }

    /** The result for a subset. */
    enum Answer {
        REFUTED,
        POSSIBLE,
        /** The decision takes too many steps. */
        UNKNOWN
    }

    boolean refutes(List<ObservedCall<I, O>> some) {
        return answer(some) == Answer.REFUTED;
    }

    /**
     * Specialists are asked about weaker constraints first: most refuse indeterminate operations with a known output.
     */
    Answer answer(List<ObservedCall<I, O>> some) {
        if (budget.outOfTime()) {
            return Answer.UNKNOWN;
        }
        if (anyRefutes
                && (special(Relaxation.withoutAnswers(some)) instanceof SpecialistResult.Refuted
                        || special(Relaxation.withoutAnswersOrDeadlines(some)) instanceof SpecialistResult.Refuted)) {
            return Answer.REFUTED;
        }
        SpecialistResult result = special(some);
        if (result != null) {
            return result instanceof SpecialistResult.Refuted ? Answer.REFUTED : Answer.POSSIBLE;
        }
        Decision decision = searched(some);
        return decision instanceof Decision.NotLinearizable
                ? Answer.REFUTED
                : decision instanceof Decision.Linearizable ? Answer.POSSIBLE : Answer.UNKNOWN;
    }

    /**
     * An order of a subset, or null if none was found. In this order, an indeterminate operation can return another
     * output, or take effect after its deadline.
     */
    int @Nullable [] order(List<ObservedCall<I, O>> some) {
        if (budget.outOfTime()) {
            return null;
        }
        if (special(some) instanceof SpecialistResult.Accepted accepted) {
            return accepted.witness();
        }
        if (anyRefutes
                && special(Relaxation.withoutAnswersOrDeadlines(some)) instanceof SpecialistResult.Accepted accepted) {
            return accepted.witness();
        }
        return searched(some) instanceof Decision.Linearizable linearizable ? linearizable.witness() : null;
    }

    private @Nullable SpecialistResult special(List<ObservedCall<I, O>> some) {
        Problem problem = Problem.of(model, some);
        for (Specialist specialist : specialists) {
            SpecialistResult result = specialist.decide(problem, budget);
            if (result instanceof SpecialistResult.Accepted || result instanceof SpecialistResult.Refuted) {
                return result;
            }
        }
        return null;
    }

    private @Nullable Decision searched(List<ObservedCall<I, O>> some) {
        DovetailedSearch search = new DovetailedSearch(Problem.of(model, some), budget);
        try {
            return search.go(LEAST_STEPS + STEPS_PER_OPERATION * some.size());
        } finally {
            search.end();
        }
    }
}
