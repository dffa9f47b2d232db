package dev.stampede.checker.format;

import dev.stampede.checker.history.Operation;
import dev.stampede.checker.history.Outcome;
import dev.stampede.checker.model.Datum;
import dev.stampede.checker.model.RecordedCall;
import org.jspecify.annotations.Nullable;

/**
 * The operations of our own histories as recorded calls. Arguments and results that begin with a bracket are lists as EDN
 * writes them; all others are texts as they are.
 */
public final class OwnOperations {
    private OwnOperations() {}

    /** One operation, before any model has read it. */
    public static RecordedCall recorded(Operation operation) {
        boolean failed = operation.outcome() == Outcome.FAILED;
        return new RecordedCall(
                operation.number(),
                operation.client(),
                operation.function(),
                operation.key() == null ? "" : operation.key(),
                datum(operation.argument()),
                datum(failed ? operation.error() : operation.result()),
                operation.outcome(),
                operation.invokedNanos(),
                operation.completedNanos());
    }

    private static Datum datum(@Nullable String text) {
        if (text == null) {
            return Datum.Atom.NIL;
        }
        return text.startsWith("[") ? EdnReader.parse(text) : new Datum.Atom(text);
    }
}
