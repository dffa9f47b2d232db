package dev.stampede.checker.format;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.HistoryReader;
import dev.stampede.checker.history.Operation;
import dev.stampede.checker.model.Conventions;
import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ObservedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads our own histories as a model reads them. A file that is cut off is read up to its last whole line. */
final class OwnFile {
    private OwnFile() {}

    static <S, I, O> LoadedHistory<S, I, O> read(Path file, ObjectKind<S, I, O> kind, Conventions conventions)
            throws IOException {
        History history = HistoryReader.read(file);
        List<ObservedCall<I, O>> calls = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        int leftOut = 0;
        for (Operation operation : history.operations()) {
            if (!kind.functions().contains(operation.function())) {
                leftOut++;
                continue;
            }
            try {
                kind.read(OwnOperations.recorded(operation), conventions).ifPresent(calls::add);
            } catch (IllegalArgumentException e) {
                unreadable.add(file + ": operation " + operation.number() + " (" + operation.function() + "): "
                        + e.getMessage());
                if (unreadable.size() == Problems.MOST) {
                    break;
                }
            }
        }
        if (!unreadable.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", unreadable));
        }
        return new LoadedHistory<>(
                file.toString(),
                HistoryFormat.STAMPEDE,
                kind,
                kind.model(conventions),
                calls,
                history.operations().size() - leftOut,
                notes(history, leftOut, kind.name()));
    }

    private static List<String> notes(History history, int leftOut, String model) {
        List<String> notes = new ArrayList<>();
        String truncation = history.truncation();
        if (truncation != null) {
            notes.add(truncation);
        }
        if (leftOut > 0) {
            notes.add(leftOut + " operations of functions that the model " + model + " does not know were left out");
        }
        return notes;
    }
}
