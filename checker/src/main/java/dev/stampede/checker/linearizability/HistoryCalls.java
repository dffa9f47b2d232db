package dev.stampede.checker.linearizability;

import dev.stampede.checker.edn.EdnReader;
import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ReadingOptions;
import dev.stampede.checker.model.RecordedCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a run in the terms of a model. Arguments and results that begin with a bracket are parsed as EDN
 * lists; all others are strings.
 *
 * @param leftOut the number of operations whose function the model does not have
 */
public record HistoryCalls<S, I, O>(Model<S, I, O> model, List<ObservedCall<I, O>> calls, int leftOut) {

    /**
     * Converts the operations of a run.
     *
     * @throws IllegalArgumentException if the model cannot read an operation; the message says what was expected
     */
    public static <S, I, O> HistoryCalls<S, I, O> read(
            ObjectKind<S, I, O> kind, ReadingOptions readingOptions, History history) {
        Model<S, I, O> model = kind.model(readingOptions);
        List<ObservedCall<I, O>> calls = new ArrayList<>();
        int leftOut = 0;
        for (Operation operation : history.operations()) {
            if (kind.functions().contains(operation.function())) {
                kind.read(recorded(operation), readingOptions)
                        .map(call -> call.withZxid(zxid(operation)))
                        .ifPresent(calls::add);
            } else {
                leftOut++;
            }
        }
        return new HistoryCalls<>(model, calls, leftOut);
    }

    /**
     * The zxid of a completed operation. The zxid of an indeterminate operation is not used, because it may be much
     * older than the effect.
     */
    private static long zxid(Operation operation) {
        return operation.outcome() == Outcome.INDETERMINATE ? ObservedCall.NO_ZXID : operation.zxid();
    }

    private static RecordedCall recorded(Operation operation) {
        boolean failed = operation.outcome() == Outcome.FAILED;
        return new RecordedCall(
                operation.number(),
                operation.client(),
                operation.function(),
                operation.key() == null ? "" : operation.key(),
                ednValue(operation.argument()),
                ednValue(failed ? operation.error() : operation.result()),
                operation.outcome(),
                operation.invokedNanos(),
                operation.completedNanos());
    }

    private static EdnValue ednValue(@Nullable String text) {
        if (text == null) {
            return EdnValue.Atom.NIL;
        }
        return text.startsWith("[") ? EdnReader.parse(text) : new EdnValue.Atom(text);
    }
}
