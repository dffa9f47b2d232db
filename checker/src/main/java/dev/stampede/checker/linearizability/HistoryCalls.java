package dev.stampede.checker.linearizability;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.OperationSettlements;
import dev.stampede.checker.analysis.Settlement;
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
import java.util.Optional;
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
        OperationSettlements settlements = Analysis.of(history).operationSettlements();
        for (Operation operation : history.operations()) {
            if (kind.functions().contains(operation.function())) {
                kind.read(recorded(operation), readingOptions)
                        .map(call -> call.withZxid(zxid(operation)))
                        .flatMap(call -> settled(call, operation, settlements))
                        .ifPresent(calls::add);
            } else {
                leftOut++;
            }
        }
        return new HistoryCalls<>(model, calls, leftOut);
    }

    /**
     * A call with an unknown effect as the transaction logs settle it: certain until the first answer that shows its
     * zxid, or absent if it never took effect. The answer that it had no chance to receive remains unknown.
     */
    private static <I, O> Optional<ObservedCall<I, O>> settled(
            ObservedCall<I, O> call, Operation operation, OperationSettlements settlements) {
        if (call.certain()) {
            return Optional.of(call);
        }
        Settlement settlement = settlements.of(operation);
        if (settlement instanceof Settlement.NeverApplied) {
            return Optional.empty();
        } else if (settlement instanceof Settlement.Applied applied) {
            long by = settlements.effectiveBy(applied.zxid());
            return Optional.of(
                    by == Operation.OPEN || by < call.called()
                            ? call
                            : new ObservedCall<>(
                                    call.number(),
                                    call.client(),
                                    call.key(),
                                    call.input(),
                                    call.output(),
                                    ObservedCall.Effect.CERTAIN,
                                    call.called(),
                                    by,
                                    applied.zxid()));
        }
        return Optional.of(call);
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
