package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.Optional;
import java.util.Set;

/** What a recorded attempt to take or to give back a lock says. */
enum LockAttempt {
    /** It succeeded, or nobody knows. */
    DONE,
    /** It was turned down because of the state of the lock. */
    REFUSED,
    /** Nothing. */
    SILENT;

    /** Errors that say that somebody else has the lock. */
    private static final Set<String> TAKEN =
            Set.of("nil", "false", "refused", "held", "locked", "busy", "taken", "unavailable", "not-acquired");

    /** A blocking acquire: answered false it was refused; one that failed says nothing. */
    static LockAttempt acquire(RecordedCall call) {
        if (call.outcome() == Outcome.FAILED) {
            return SILENT;
        }
        return call.outcome() == Outcome.OK && call.result().text().equals("false") ? REFUSED : DONE;
    }

    /** An acquire that does not wait: one that failed was refused, unless its error says something else. */
    static LockAttempt tryAcquire(RecordedCall call) {
        if (call.outcome() == Outcome.FAILED) {
            return TAKEN.contains(word(call.result())) ? REFUSED : SILENT;
        }
        return acquire(call);
    }

    /** A release: one that failed, or was answered false, did not happen. */
    static LockAttempt release(RecordedCall call) {
        return acquire(call) == DONE ? DONE : SILENT;
    }

    /** Whose lock it is. */
    static int owner(RecordedCall call, ReadingOptions conventions) {
        return conventions.owners() == ReadingOptions.Owners.CLIENTS ? call.client() : 0;
    }

    /** A keyword or text without its signs. */
    static String word(EdnValue datum) {
        String text = EdnArguments.content(datum);
        return text.startsWith(":") ? text.substring(1) : text;
    }

    <I, O> Optional<Reading<I, O>> reading(I input, O yes, O no) {
        return this == SILENT ? Optional.empty() : Optional.of(new Reading<>(input, this == DONE ? yes : no));
    }
}
