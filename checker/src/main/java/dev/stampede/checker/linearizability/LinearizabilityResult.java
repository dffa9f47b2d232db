package dev.stampede.checker.linearizability;

import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.linearizability.explanation.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * The result of a linearizability checker.
 *
 * @param operations the number of operations that were checked
 * @param parts the number of independent partitions
 * @param algorithm the algorithm that decided
 * @param reason if inconclusive, the reason and the progress so far; otherwise null
 * @param explanation if invalid and an explanation was requested, why no order is possible; otherwise null
 * @param decidedNanos the duration of the decision in nanoseconds, without the explanation
 */
public record LinearizabilityResult(
        Verdict verdict,
        int operations,
        int parts,
        String algorithm,
        @Nullable String reason,
        @Nullable Explanation explanation,
        long decidedNanos) {}
