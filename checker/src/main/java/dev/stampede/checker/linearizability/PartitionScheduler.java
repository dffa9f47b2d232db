package dev.stampede.checker.linearizability;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.SearchBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Schedules the partitions of an object in rounds. Each partition runs once per round, and each round is twice as long
 * as the one before.
 *
 * <p>Threads take the partitions of a round in order. When a partition is found not linearizable, later ones are
 * skipped and earlier ones in this round are completed. Therefore the reported violation is the same for any number of
 * threads.
 */
final class PartitionScheduler {
    private static final long FIRST_STEPS = 1024;
    private static final int NONE = Integer.MAX_VALUE;

    /** How to proceed with a partition that is not linearizable. */
    enum Violations {
        EXPLAINED,
        UNEXPLAINED
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

    /** Works on a round until no partition is left. Several threads can do so concurrently. */
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

    /** Ends a round after all threads have left it; returns false if there is no next one. */
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

    /** The number of partitions in this round. */
    int size() {
        return open.size();
    }

    /** The time at which the last round ended. */
    long decidedAt() {
        return decidedAt;
    }

    /** The partition that is not linearizable, or null. */
    @Nullable
    PartitionChecker<?, ?, ?> violated() {
        return firstViolated == NONE ? null : open.get(firstViolated);
    }
}
