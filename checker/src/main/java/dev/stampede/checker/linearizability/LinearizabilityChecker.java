package dev.stampede.checker.linearizability;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether calls on an object are linearizable with respect to its model.
 *
 * <p>Each independent part of the object is decided by itself (Herlihy and Wing, "Linearizability: a correctness condition
 * for concurrent objects", TOPLAS 12 (1990): it is a local property). One part that is not linearizable decides for all; a
 * part that could not be decided leaves the others their share of the time. Safe to share between threads.
 */
public final class LinearizabilityChecker {
    private final LinearizabilityEngine engine;

    private LinearizabilityChecker(LinearizabilityEngine engine) {
        this.engine = engine;
    }

    /** The checker with the engine that is meant for everybody. */
    public static LinearizabilityChecker standard() {
        return with(new WingGongLowe());
    }

    static LinearizabilityChecker with(LinearizabilityEngine engine) {
        return new LinearizabilityChecker(engine);
    }

    /** Decides; the time runs from the making of the budget. Never throws an OutOfMemoryError. */
    public <S, I, O> LinearizabilityResult check(
            Model<S, I, O> model, List<ObservedCall<I, O>> calls, CheckBudget budget) {
        Map<String, List<ObservedCall<I, O>>> parts = new LinkedHashMap<>();
        for (ObservedCall<I, O> call : calls) {
            parts.computeIfAbsent(call.key(), part -> new ArrayList<>()).add(call);
        }
        return new Sweep<>(model, parts, calls.size(), budget).run();
    }

    private final class Sweep<S, I, O> {
        private final Model<S, I, O> model;
        private final Map<String, List<ObservedCall<I, O>>> parts;
        private final int operations;
        private final CheckBudget budget;
        private final long started = System.nanoTime();

        Sweep(Model<S, I, O> model, Map<String, List<ObservedCall<I, O>>> parts, int operations, CheckBudget budget) {
            this.model = model;
            this.parts = parts;
            this.operations = operations;
            this.budget = budget;
        }

        LinearizabilityResult run() {
            String undecided = null;
            int left = parts.size();
            for (Map.Entry<String, List<ObservedCall<I, O>>> part : parts.entrySet()) {
                Decision decision = decide(part.getValue(), remainingNanos() / left--);
                if (decision instanceof Decision.NotLinearizable not) {
                    return result(
                            Verdict.INVALID,
                            null,
                            Explainer.explain(model, part.getKey(), part.getValue(), not.deepest()));
                }
                if (decision instanceof Decision.Unknown unknown && undecided == null) {
                    undecided = (part.getKey().isEmpty() ? "" : part.getKey() + ": ") + unknown.reason();
                }
            }
            return result(undecided == null ? Verdict.VALID : Verdict.INCONCLUSIVE, undecided, null);
        }

        private Decision decide(List<ObservedCall<I, O>> calls, long nanos) {
            try {
                return engine.decide(Problem.of(model, calls), SearchBudget.of(budget, nanos));
            } catch (OutOfMemoryError e) {
                return new Decision.Unknown(
                        Decision.Limit.MEMORY, "ran out of memory with " + calls.size() + " operations");
            }
        }

        private long remainingNanos() {
            return Math.max(0, budget.time().toNanos() - (System.nanoTime() - started));
        }

        private LinearizabilityResult result(
                Verdict verdict, @Nullable String reason, @Nullable Explanation explanation) {
            return new LinearizabilityResult(verdict, operations, parts.size(), engine.name(), reason, explanation);
        }
    }
}
