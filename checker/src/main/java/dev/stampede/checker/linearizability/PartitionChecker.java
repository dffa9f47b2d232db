package dev.stampede.checker.linearizability;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.ModelStartingAt;
import dev.stampede.checker.linearizability.core.NaiveSearch;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessValidator;
import dev.stampede.checker.linearizability.explanation.Core;
import dev.stampede.checker.linearizability.explanation.CoreFinder;
import dev.stampede.checker.linearizability.explanation.Explainer;
import dev.stampede.checker.linearizability.explanation.Explanation;
import dev.stampede.checker.linearizability.explanation.Explanation.Proof;
import dev.stampede.checker.linearizability.portfolio.DovetailedSearch;
import dev.stampede.checker.linearizability.specialists.Specialist;
import dev.stampede.checker.linearizability.specialists.SpecialistResult;
import dev.stampede.checker.linearizability.specialists.Specialists;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides one partition: asks the specialists, then searches in slices of steps; validates and explains the result.
 * Used by one thread at a time.
 */
final class PartitionChecker<S, I, O> {
    /** The maximum number of steps for trying every order of a core. */
    private static final long MAX_STEPS_TO_TRY = 2_000_000;

    private final Model<S, I, O> model;
    private final String part;
    private final List<ObservedCall<I, O>> calls;
    private final SearchBudget budget;
    private @Nullable DovetailedSearch search;
    private @Nullable Decision decision;
    private @Nullable Explanation explanation;
    private String algorithm = DovetailedSearch.FIRST;
    /** Added to the algorithm's name after a certificate was rejected. */
    private String rejected = "";

    PartitionChecker(Model<S, I, O> model, String part, List<ObservedCall<I, O>> calls, SearchBudget budget) {
        this.model = model;
        this.part = part;
        this.calls = calls;
        this.budget = budget;
    }

    /** Continues the search for about this many steps; returns true if it has finished. */
    boolean go(long steps) {
        try {
            DovetailedSearch current = search;
            Decision found = current == null ? begin() : null;
            if (found == null) {
                found = currentSearch().go(steps);
            }
            if (found == null) {
                return false;
            }
            conclude(found);
        } catch (OutOfMemoryError e) {
            decision = budget.memoryOut("its tables for " + calls.size() + " operations take more");
        } catch (SearchBudget.Exhausted e) {
            decision = budget.timeOut("before the search started");
        } catch (RuntimeException e) {
            if (!budget.outOfTime()) {
                throw e;
            }
            decision = budget.timeOut("a step of the model was interrupted: " + e);
        }
        end();
        return true;
    }

    private void end() {
        if (search != null) {
            algorithm = search.decidedBy();
            search.end();
            search = null;
        }
    }

    /**
     * Asks the specialists in order until one decides. A specialist whose precondition is not met refuses to decide.
     * The result of a specialist is validated like that of a search.
     */
    private @Nullable Decision begin() {
        Problem problem = Problem.of(model, calls);
        for (Specialist specialist : Specialists.of(model)) {
            SpecialistResult result = specialist.decide(problem, budget);
            if (result instanceof SpecialistResult.Accepted accepted) {
                algorithm = specialist.name();
                return new Decision.Linearizable(accepted.witness());
            }
            if (result instanceof SpecialistResult.Refuted refuted) {
                algorithm = specialist.name();
                return new Decision.NotLinearizable(lastToReturn(problem, refuted.suspects()), refuted.suspects());
            }
            if (result instanceof SpecialistResult.Refused refused
                    && refused.reason() == SpecialistResult.Reason.CERTIFICATE_REJECTED) {
                rejected = " (certificate rejected)";
            }
        }
        search = new DovetailedSearch(problem, budget);
        return null;
    }

    private static int lastToReturn(Problem problem, int[] suspects) {
        int last = suspects[0];
        for (int operation : suspects) {
            boolean later = problem.returnRank(operation) > problem.returnRank(last);
            if (!problem.required(last) || (problem.required(operation) && later)) {
                last = operation;
            }
        }
        return last;
    }

    private DovetailedSearch currentSearch() {
        DovetailedSearch current = search;
        if (current == null) {
            throw new IllegalStateException("the search of " + part + " has ended already");
        }
        return current;
    }

    private void conclude(Decision found) {
        end();
        decision = found;
        if (found instanceof Decision.Linearizable linearizable) {
            String objection = WitnessValidator.objection(model, calls, linearizable.witness());
            if (objection != null) {
                decision = contradiction("an invalid order: " + objection);
            }
        }
    }

    private Decision.Unknown contradiction(String finding) {
        return new Decision.Unknown(
                Decision.Limit.CONTRADICTION,
                "the checker contradicts itself, please report this history: " + algorithm + " found " + finding);
    }

    /**
     * Finds a core of the violation, tries every order of it, and explains it. If that takes too long, it reports only
     * the operation at which the search was stuck.
     */
    void explain() {
        if (!(decision instanceof Decision.NotLinearizable not)) {
            return;
        }
        try {
            explain(not);
        } catch (SearchBudget.Exhausted | OutOfMemoryError e) {
            explanation = Explainer.withoutOrder(model, part, calls, not.stuckAt());
        }
    }

    private void explain(Decision.NotLinearizable not) {
        SearchBudget share = budget.forExplaining();
        Core<S, I, O> core = core(not, share);
        Optional<Boolean> orderable = orderable(core);
        if (orderable.orElse(false) && core.start().operations() > 0) {
            core = core.fromTheBeginning(model);
            orderable = orderable(core);
        }
        if (orderable.orElse(false) && core.others() == Explanation.Others.UNKNOWN) {
            // The search refuted the whole history. It did not refute the core together with the operations that are
            // shown.
            core = Core.all(model, calls);
            orderable = orderable(core);
        }
        if (orderable.orElse(false)) {
            decision = contradiction("a contradiction between operations that have a valid order");
            return;
        }
        Proof proof = orderable.isPresent() ? Proof.TRIED_EVERY_ORDER : Proof.ENGINE;
        explanation = Explainer.explain(
                model, part, calls.size(), proof, core, lastCertain(core.calls()), budget.forExplaining());
    }

    /** Whether a core has an order, according to {@link NaiveSearch}; empty if there are too many orders to try. */
    private Optional<Boolean> orderable(Core<S, I, O> core) {
        return core.calls().size() > NaiveSearch.MAX_CALLS
                ? Optional.empty()
                : NaiveSearch.linearizable(
                        new ModelStartingAt<>(model, core.start().state()), core.calls(), MAX_STEPS_TO_TRY);
    }

    private Core<S, I, O> core(Decision.NotLinearizable not, SearchBudget share) {
        try {
            return CoreFinder.find(model, calls, not.stuckAt(), not.suspects(), share);
        } catch (SearchBudget.Exhausted | OutOfMemoryError e) {
            return Core.all(model, calls);
        }
    }

    private static int lastCertain(List<? extends ObservedCall<?, ?>> calls) {
        int last = -1;
        for (int i = 0; i < calls.size(); i++) {
            boolean later =
                    last < 0 || calls.get(i).returned() > calls.get(last).returned();
            if (calls.get(i).certain() && later) {
                last = i;
            }
        }
        return last;
    }

    @Nullable
    Decision decision() {
        return decision;
    }

    /** Why the partition is not decided, with its name. */
    String reason() {
        String reason = decision instanceof Decision.Unknown unknown ? unknown.reason() : "not decided";
        return part.isEmpty() ? reason : part + ": " + reason;
    }

    /** The algorithm that decided, and whether a certificate was rejected before. */
    String algorithm() {
        return rejected.isEmpty() ? algorithm : algorithm + rejected;
    }

    @Nullable
    Explanation explanation() {
        return explanation;
    }
}
