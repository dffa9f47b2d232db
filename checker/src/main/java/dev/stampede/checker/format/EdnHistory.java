package dev.stampede.checker.format;

import dev.stampede.checker.history.Outcome;
import dev.stampede.checker.model.Datum;
import org.jspecify.annotations.Nullable;

/**
 * Reads histories of maps with {@code :process}, {@code :type}, {@code :f}, {@code :value} and possibly {@code :key} and
 * {@code :error}: in a vector, in a list, or one after another. Processes that are not whole numbers are ignored.
 */
final class EdnHistory {
    private final SourceText text;
    private final EdnReader reader;
    private final CallGatherer gatherer = new CallGatherer();

    private EdnHistory(SourceText text) {
        this.text = text;
        this.reader = new EdnReader(text);
    }

    static Recording read(SourceText text) {
        return new EdnHistory(text).read();
    }

    private Recording read() {
        int first = reader.skipBlank();
        int close = first == '[' ? ']' : first == '(' ? ')' : SourceText.END;
        if (close != SourceText.END) {
            text.take();
        }
        while (reader.skipBlank() != close) {
            if (text.peek() != '{' && text.peek() != '#') {
                throw text.expected("a map such as {:process 0, :type :invoke, :f :read, :value nil}"
                        + (close == SourceText.END ? "" : " or '" + (char) close + "'"));
            }
            event();
        }
        if (close != SourceText.END) {
            text.take();
            if (reader.skipBlank() != SourceText.END) {
                throw text.expected("the end of the file");
            }
        }
        return gatherer.recording();
    }

    private void event() {
        int line = text.line();
        int column = text.column();
        try {
            if (reader.value() instanceof Datum.Entries map) {
                take(map, line);
            }
        } catch (IllegalArgumentException e) {
            throw text.at(line, column, String.valueOf(e.getMessage()));
        }
    }

    private void take(Datum.Entries map, int line) {
        Datum process = required(map, ":process");
        if (!process.text().matches("-?\\d{1,9}")) {
            return;
        }
        int number = Integer.parseInt(process.text());
        String function = name(required(map, ":f"));
        Datum value = optional(map, ":value");
        String type = required(map, ":type").text();
        switch (type) {
            case ":invoke" -> gatherer.invoked(number, function, key(map), value, line);
            case ":ok" -> gatherer.completed(number, function, Outcome.OK, value);
            case ":fail" -> {
                Datum error = optional(map, ":error");
                gatherer.completed(number, function, Outcome.FAILED, error.isNil() ? value : error);
            }
            case ":info" -> gatherer.completed(number, function, Outcome.INDETERMINATE, value);
            default -> throw new IllegalArgumentException("expected :type :invoke, :ok, :fail or :info, found " + type);
        }
    }

    private static String key(Datum.Entries map) {
        Datum key = optional(map, ":key");
        return key.isNil() ? "" : key instanceof Datum.Quoted quoted ? quoted.content() : key.text();
    }

    private static String name(Datum keyword) {
        return keyword.text().startsWith(":") ? keyword.text().substring(1) : keyword.text();
    }

    private static Datum optional(Datum.Entries map, String keyword) {
        @Nullable Datum value = EdnReader.field(map, keyword);
        return value == null ? Datum.Atom.NIL : value;
    }

    private static Datum required(Datum.Entries map, String keyword) {
        Datum value = EdnReader.field(map, keyword);
        if (value == null) {
            throw new IllegalArgumentException("expected a map with " + keyword + ", found " + map.text());
        }
        return value;
    }
}
