package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.Optional;
import java.util.Set;

/** What a recorded attempt to acquire or to release a lock shows. */
enum LockAttempt {
    /** It succeeded, or its outcome is unknown. */
    DONE,
    /** It was refused because of the state of the lock. */
    REFUSED,
    /** Nothing. */
    NO_OBSERVATION;

    /** The errors that mean that another client holds the lock. */
    private static final Set<String> TAKEN =
            Set.of("nil", "false", "refused", "held", "locked", "busy", "taken", "unavailable", "not-acquired");

    /** A blocking acquire. The result false means that it was refused; a failure shows nothing. */
    static LockAttempt acquire(RecordedCall call) {
        if (call.outcome() == Outcome.FAILED) {
            return NO_OBSERVATION;
        }
        return call.outcome() == Outcome.OK && call.result().text().equals("false") ? REFUSED : DONE;
    }

    /** A non-blocking acquire. A failure means that it was refused, unless the error gives another reason. */
    static LockAttempt tryAcquire(RecordedCall call) {
        if (call.outcome() == Outcome.FAILED) {
            return TAKEN.contains(word(call.result())) ? REFUSED : NO_OBSERVATION;
        }
        return acquire(call);
    }

    /** A release. With a failure or the result false it had no effect. */
    static LockAttempt release(RecordedCall call) {
        return acquire(call) == DONE ? DONE : NO_OBSERVATION;
    }

    /** The owner of the lock. */
    static int owner(RecordedCall call, ReadingOptions readingOptions) {
        return readingOptions.owners() == ReadingOptions.Owners.CLIENTS ? call.client() : 0;
    }

    /** A keyword without its colon, or a string without its quotes. */
    static String word(EdnValue value) {
        String text = EdnArguments.content(value);
        return text.startsWith(":") ? text.substring(1) : text;
    }

    <I, O> Optional<Reading<I, O>> reading(I input, O yes, O no) {
        return this == NO_OBSERVATION ? Optional.empty() : Optional.of(new Reading<>(input, this == DONE ? yes : no));
    }
}
