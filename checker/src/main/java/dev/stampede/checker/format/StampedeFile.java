package dev.stampede.checker.format;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.checker.linearizability.HistoryCalls;
import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ReadingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads Stampede's own histories in the terms of a model. A truncated file is read up to its last complete line. */
final class StampedeFile {
    private StampedeFile() {}

    static <S, I, O> LoadedHistory<S, I, O> read(Path file, ObjectKind<S, I, O> kind, ReadingOptions readingOptions)
            throws IOException {
        History history = HistoryReader.read(file);
        HistoryCalls<S, I, O> own = read(file, kind, readingOptions, history);
        return new LoadedHistory<>(
                file.toString(),
                FileFormat.STAMPEDE,
                kind,
                own.model(),
                own.calls(),
                history.operations().size() - own.leftOut(),
                notes(history, own.leftOut(), kind.name()));
    }

    private static <S, I, O> HistoryCalls<S, I, O> read(
            Path file, ObjectKind<S, I, O> kind, ReadingOptions readingOptions, History history) {
        try {
            return HistoryCalls.read(kind, readingOptions, history);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + ": an operation cannot be read by the model " + kind.name() + ": " + e.getMessage(), e);
        }
    }

    private static List<String> notes(History history, int leftOut, String model) {
        List<String> notes = new ArrayList<>();
        String truncation = history.truncation();
        if (truncation != null) {
            notes.add(truncation);
        }
        if (leftOut > 0) {
            notes.add((leftOut == 1 ? "1 operation was" : leftOut + " operations were")
                    + " omitted, of functions that the model " + model + " does not know");
        }
        return notes;
    }
}
