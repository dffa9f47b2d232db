package dev.stampede.checker.linearizability;

import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.linearizability.explanation.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * What a linearizability checker came to.
 *
 * @param operations how many operations it looked at
 * @param parts how many independent parts of the object they concerned
 * @param algorithm what decided
 * @param reason why it is inconclusive, and how far it got; otherwise null
 * @param explanation why no order is possible, if it is invalid and was to be explained; otherwise null
 * @param decidedNanos how long it took to decide; explaining is not counted
 */
public record LinearizabilityResult(
        Verdict verdict,
        int operations,
        int parts,
        String algorithm,
        @Nullable String reason,
        @Nullable Explanation explanation,
        long decidedNanos) {}
