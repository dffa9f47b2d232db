package dev.stampede.checker.linearizability;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.SearchBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an object, each of which gets its turn in every round; each round is twice as long as the one before.
 *
 * <p>Threads take the parts of a round in their order. Once a part is found not to be linearizable, those after it are
 * skipped, and those before it in this round are finished; so the violation that is reported is the same for any number
 * of threads.
 */
final class PartitionScheduler {
    private static final long FIRST_STEPS = 1024;
    private static final int NONE = Integer.MAX_VALUE;

    /** What is to be done with a part that is not linearizable. */
    enum Violations {
        EXPLAINED,
        AS_THEY_ARE
    }

    private final Violations violations;
    private final SearchBudget budget;
    private final AtomicInteger next = new AtomicInteger();
    private volatile int firstViolated = NONE;
    private List<? extends PartitionChecker<?, ?, ?>> open;
    private long steps = FIRST_STEPS;
    private volatile long decidedAt;

    PartitionScheduler(List<? extends PartitionChecker<?, ?, ?>> parts, Violations violations, SearchBudget budget) {
        this.violations = violations;
        this.open = parts;
        this.budget = budget;
    }

    /** Takes part in a round until nothing is left of it. Several threads may do so at once. */
    void work() {
        List<? extends PartitionChecker<?, ?, ?>> parts = open;
        for (int i = next.getAndIncrement(); i < parts.size(); i = next.getAndIncrement()) {
            if (i > firstViolated) {
                return;
            }
            PartitionChecker<?, ?, ?> part = parts.get(i);
            if (part.go(parts.size() == 1 ? Long.MAX_VALUE : steps)
                    && part.decision() instanceof Decision.NotLinearizable) {
                violatedAt(i);
            }
        }
    }

    private synchronized void violatedAt(int part) {
        firstViolated = Math.min(firstViolated, part);
    }

    /** Ends a round after all threads have left it; false if there is no other. */
    boolean nextRound() {
        decidedAt = System.nanoTime();
        if (firstViolated != NONE) {
            budget.cancel();
            if (violations == Violations.EXPLAINED) {
                open.get(firstViolated).explain();
            }
            return false;
        }
        List<PartitionChecker<?, ?, ?>> left = new ArrayList<>();
        for (PartitionChecker<?, ?, ?> part : open) {
            if (part.decision() == null) {
                left.add(part);
            }
        }
        open = left;
        next.set(0);
        steps = steps > Long.MAX_VALUE / 4 ? steps : 2 * steps;
        return !left.isEmpty();
    }

    /** How many parts take part in this round. */
    int size() {
        return open.size();
    }

    /** When the last round ended. */
    long decidedAt() {
        return decidedAt;
    }

    /** The part that is not linearizable, or null. */
    @Nullable
    PartitionChecker<?, ?, ?> violated() {
        return firstViolated == NONE ? null : open.get(firstViolated);
    }
}
