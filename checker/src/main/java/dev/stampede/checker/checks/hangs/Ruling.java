package dev.stampede.checker.checks.hangs;

import org.jspecify.annotations.Nullable;

/**
 * What a rule decided about a call that lasted longer than the limit.
 *
 * @param fromNanos since when the call was not held up; only of a hang
 * @param toNanos until when it was not held up; only of a hang
 * @param why why the call should have returned, as a clause after "although"; null unless it is a hang
 * @param notJudged why the call could not be judged; null if it could be judged
 */
record Ruling(long fromNanos, long toNanos, @Nullable String why, @Nullable String notJudged) {
    static final String DISTURBED = "a fault acted, or its client was not connected in one session for long enough";

    static Ruling hang(long fromNanos, long toNanos, String why) {
        return new Ruling(fromNanos, toNanos, why, null);
    }

    /** The call had to wait, so it does not hang. */
    static Ruling waited() {
        return new Ruling(0, 0, null, null);
    }

    static Ruling notJudged(String reason) {
        return new Ruling(0, 0, null, reason);
    }
}
