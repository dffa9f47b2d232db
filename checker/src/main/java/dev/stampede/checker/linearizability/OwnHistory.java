package dev.stampede.checker.linearizability;

import dev.stampede.checker.format.OwnOperations;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.Operation;
import dev.stampede.checker.model.Conventions;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.List;

/**
 * The operations of a run as a model reads them.
 *
 * @param leftOut how many operations had a function that the model does not know
 */
record OwnHistory<S, I, O>(Model<S, I, O> model, List<ObservedCall<I, O>> calls, int leftOut) {

    static <S, I, O> OwnHistory<S, I, O> read(ObjectKind<S, I, O> kind, Conventions conventions, History history) {
        Model<S, I, O> model = kind.model(conventions);
        List<ObservedCall<I, O>> calls = new ArrayList<>();
        int leftOut = 0;
        for (Operation operation : history.operations()) {
            if (kind.functions().contains(operation.function())) {
                kind.read(OwnOperations.recorded(operation), conventions).ifPresent(calls::add);
            } else {
                leftOut++;
            }
        }
        return new OwnHistory<>(model, calls, leftOut);
    }
}
