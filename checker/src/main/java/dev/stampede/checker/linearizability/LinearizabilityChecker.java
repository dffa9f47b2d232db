package dev.stampede.checker.linearizability;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.explanation.Explanation;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether calls to an object are linearizable with respect to its model.
 *
 * <p>Each partition of the object (each key) is decided separately, because linearizability is a local property
 * (Herlihy and Wing, "Linearizability: a correctness condition for concurrent objects", TOPLAS 12 (1990)). A
 * specialised algorithm decides a partition if one is applicable; otherwise a search does. The searches of all
 * partitions run in rounds, each twice as long as the one before, so that a hard partition cannot hide an easy
 * violation in another. The first violated partition decides the verdict.
 *
 * <p>No verdict is accepted without a proof. A linearizable partition is proved by an order of its operations, which is
 * validated by replaying it. A violation is reduced to a few operations; if they are few enough, every order of them is
 * tried. If such a proof contradicts the search, the verdict is INCONCLUSIVE and says so.
 *
 * <p>The verdict does not depend on the number of threads, apart from the time limit. Safe to share between threads.
 */
public final class LinearizabilityChecker {
    private static final int MAX_THREADS = 16;

    private final int threads;

    private LinearizabilityChecker(int threads) {
        this.threads = threads;
    }

    /** The checker with one thread for each processor, at most 16. */
    public static LinearizabilityChecker standard() {
        return withThreads(Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /** The checker with this number of threads. */
    static LinearizabilityChecker withThreads(int threads) {
        return new LinearizabilityChecker(threads);
    }

    /** As {@link #check}, without the explanation of a violation. */
    public <S, I, O> LinearizabilityResult decide(
            Model<S, I, O> model, List<ObservedCall<I, O>> calls, CheckBudget budget) {
        return check(model, calls, budget, PartitionScheduler.Violations.UNEXPLAINED);
    }

    /**
     * Decides, and explains a violation. The time runs from the creation of the budget. Never throws an
     * OutOfMemoryError. The steps of the model run in other threads, except for small problems of the models in {@code
     * dev.stampede.checker.model}. When the time is over, these threads are interrupted; a thread that does not react
     * is abandoned, so a step that never returns does not delay the verdict.
     *
     * @throws RuntimeException if a step of the model throws it
     */
    public <S, I, O> LinearizabilityResult check(
            Model<S, I, O> model, List<ObservedCall<I, O>> calls, CheckBudget budget) {
        return check(model, calls, budget, PartitionScheduler.Violations.EXPLAINED);
    }

    private <S, I, O> LinearizabilityResult check(
            Model<S, I, O> model,
            List<ObservedCall<I, O>> calls,
            CheckBudget budget,
            PartitionScheduler.Violations violations) {
        try {
            return new Run<>(model, calls, budget).check(violations);
        } catch (OutOfMemoryError e) {
            return new LinearizabilityResult(
                    Verdict.INCONCLUSIVE,
                    calls.size(),
                    0,
                    "none",
                    "ran out of memory with " + calls.size() + " operations",
                    null,
                    0);
        }
    }

    private final class Run<S, I, O> {
        private final Model<S, I, O> model;
        private final List<ObservedCall<I, O>> calls;
        private final List<PartitionChecker<S, I, O>> parts;
        private final SearchBudget budget;
        private final long started = System.nanoTime();
        private long ended;

        Run(Model<S, I, O> model, List<ObservedCall<I, O>> calls, CheckBudget whole) {
            this.model = model;
            this.calls = calls;
            this.budget = SearchBudget.of(whole);
            this.parts = parts(model, calls, budget);
        }

        LinearizabilityResult check(PartitionScheduler.Violations violations) {
            PartitionScheduler scheduler = new PartitionScheduler(parts, violations, budget);
            SearchSupervisor supervisor = SearchSupervisor.of(model, calls.size(), parts.size(), threads);
            if (!supervisor.run(scheduler, budget)) {
                return result(
                        Verdict.INCONCLUSIVE,
                        "ran out of time: a step of the model did not return and ignored an interrupt",
                        null);
            }
            ended = scheduler.decidedAt();
            PartitionChecker<?, ?, ?> violated = scheduler.violated();
            if (violated != null) {
                boolean confirmed = violated.decision() instanceof Decision.NotLinearizable;
                return result(
                        confirmed ? Verdict.INVALID : Verdict.INCONCLUSIVE,
                        confirmed ? null : violated.reason(),
                        violated.explanation());
            }
            String undecided = null;
            for (PartitionChecker<S, I, O> part : parts) {
                if (undecided == null && part.decision() instanceof Decision.Unknown) {
                    undecided = part.reason();
                }
            }
            return result(undecided == null ? Verdict.VALID : Verdict.INCONCLUSIVE, undecided, null);
        }

        private LinearizabilityResult result(
                Verdict verdict, @Nullable String reason, @Nullable Explanation explanation) {
            Set<String> algorithms = new LinkedHashSet<>();
            for (PartitionChecker<S, I, O> part : parts) {
                algorithms.add(part.algorithm());
            }
            return new LinearizabilityResult(
                    verdict,
                    calls.size(),
                    parts.size(),
                    algorithms.isEmpty() ? "none" : String.join(", ", algorithms),
                    reason,
                    explanation,
                    (ended == 0 ? System.nanoTime() : ended) - started);
        }
    }

    private static <S, I, O> List<PartitionChecker<S, I, O>> parts(
            Model<S, I, O> model, List<ObservedCall<I, O>> calls, SearchBudget budget) {
        if (calls.isEmpty()) {
            return List.of();
        }
        String first = calls.get(0).key();
        if (allOf(first, calls.toArray(new ObservedCall<?, ?>[0]))) {
            return List.of(new PartitionChecker<>(model, first, calls, budget));
        }
        Map<String, List<ObservedCall<I, O>>> byKey = new LinkedHashMap<>();
        for (ObservedCall<I, O> call : calls) {
            byKey.computeIfAbsent(call.key(), part -> new ArrayList<>()).add(call);
        }
        List<PartitionChecker<S, I, O>> parts = new ArrayList<>();
        byKey.forEach((key, some) -> parts.add(new PartitionChecker<>(model, key, some, budget)));
        return parts;
    }

    @SuppressWarnings("ReferenceEquality") // equal keys usually are one string object
    private static boolean allOf(String key, ObservedCall<?, ?>[] calls) {
        for (ObservedCall<?, ?> call : calls) {
            String other = call.key();
            if (other != key && !other.equals(key)) {
                return false;
            }
        }
        return true;
    }
}
