package dev.stampede.checker.format;

import dev.stampede.checker.history.Outcome;
import dev.stampede.checker.model.Datum;
import org.jspecify.annotations.Nullable;

/**
 * Reads histories of maps with {@code :process}, {@code :type}, {@code :f}, {@code :value} and possibly {@code :key} and
 * {@code :error}: in a vector, in a list, or one after another. Other keys are ignored, and so are processes that are not
 * whole numbers. Not thread-safe.
 *
 * <p>After a map that is not as it should be it goes on with the next one; after one that is no EDN, with the next line
 * that begins with a map.
 */
final class EdnHistory {
    private static final String MAP = "a map such as {:process 0, :type :invoke, :f :read, :value nil}";

    private final SourceText text;
    private final EdnReader reader;
    private final CallGatherer gatherer;
    private final Problems problems;
    private int close = SourceText.END;

    EdnHistory(SourceText text, CallGatherer gatherer, Problems problems) {
        this.text = text;
        this.reader = new EdnReader(text);
        this.gatherer = gatherer;
        this.problems = problems;
    }

    /** Reads all of it. What is wrong is added to the problems. */
    void read() {
        boolean more = true;
        boolean opened = false;
        while (more) {
            try {
                if (!opened) {
                    opened = true;
                    open();
                }
                events();
                more = false;
            } catch (FormatException e) {
                problems.add(e);
                more = !problems.full() && findNextMap();
            }
        }
        gatherer.finish();
    }

    private void open() {
        int first = reader.skipBlank();
        close = first == '[' ? ']' : first == '(' ? ')' : SourceText.END;
        if (close != SourceText.END) {
            text.take();
        }
    }

    private void events() {
        for (int c = reader.skipBlank(); c != close; c = reader.skipBlank()) {
            if (problems.full()) {
                return;
            } else if (c == '#') {
                reader.skipTag();
            } else if (c == '{') {
                event();
            } else {
                throw text.expected(MAP + (close == SourceText.END ? "" : " or '" + (char) close + "'"));
            }
        }
        if (close != SourceText.END) {
            text.take();
            if (reader.skipBlank() != SourceText.END) {
                throw text.expected("the end of the file");
            }
        }
    }

    private boolean findNextMap() {
        while (text.nextLine()) {
            while (text.peek() == ' ' || text.peek() == '\t' || text.peek() == '(' || text.peek() == '[') {
                text.take();
            }
            if (text.peek() == '{') {
                return true;
            }
        }
        return false;
    }

    /** The values of the keys that matter, null where there is none. */
    private static final class Fields {
        private @Nullable Datum process;
        private @Nullable Datum type;
        private @Nullable Datum function;
        private @Nullable Datum value;
        private @Nullable Datum key;
        private @Nullable Datum error;

        void put(Datum name, Datum datum) {
            switch (name.text()) {
                case ":process" -> process = datum;
                case ":type" -> type = datum;
                case ":f" -> function = datum;
                case ":value" -> value = datum;
                case ":key" -> key = datum;
                case ":error" -> error = datum;
                default -> {}
            }
        }

        String found() {
            StringBuilder found = new StringBuilder();
            add(found, ":process", process);
            add(found, ":type", type);
            add(found, ":f", function);
            add(found, ":value", value);
            return "{" + found + "}";
        }

        private static void add(StringBuilder found, String name, @Nullable Datum datum) {
            if (datum != null) {
                found.append(found.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(' ')
                        .append(datum.text());
            }
        }
    }

    private void event() {
        int line = text.line();
        int column = text.column();
        Fields fields = fields(line, column);
        try {
            take(fields, line);
        } catch (IllegalArgumentException e) {
            problems.add(line, column, String.valueOf(e.getMessage()));
        }
    }

    private Fields fields(int line, int column) {
        Fields fields = new Fields();
        text.take();
        for (int c = reader.skipBlank(); c != '}'; c = reader.skipBlank()) {
            if (c == SourceText.END || c == ']' || c == ')') {
                throw text.expected((c == SourceText.END ? "" : "a value or ") + "'}' for what was opened at line "
                        + line + ", column " + column);
            }
            Datum name = reader.value();
            if (reader.skipBlank() == '}') {
                throw text.expected("a value for the key " + name.text());
            }
            fields.put(name, reader.value());
        }
        text.take();
        return fields;
    }

    private void take(Fields fields, int line) {
        String process = required(fields.process, ":process", fields).text();
        if (!process.matches("-?\\d{1,9}")) {
            return;
        }
        int number = Integer.parseInt(process);
        String function = name(required(fields.function, ":f", fields));
        Datum value = fields.value == null ? Datum.Atom.NIL : fields.value;
        String type = required(fields.type, ":type", fields).text();
        switch (type) {
            case ":invoke" -> {
                if (fields.key == null || fields.key.isNil()) {
                    gatherer.invoked(number, function, value, line);
                } else {
                    gatherer.invoked(number, function, plain(fields.key), value, line);
                }
            }
            case ":ok" -> gatherer.completed(number, function, Outcome.OK, value, line);
            case ":fail" -> gatherer.completed(number, function, Outcome.FAILED, cause(fields.error, value), line);
            case ":info" -> gatherer.completed(number, function, Outcome.INDETERMINATE, value, line);
            default -> throw new IllegalArgumentException("expected :type :invoke, :ok, :fail or :info, found " + type);
        }
    }

    private static Datum cause(@Nullable Datum error, Datum value) {
        return error == null || error.isNil() ? value : error;
    }

    private static String plain(Datum datum) {
        return datum instanceof Datum.Quoted quoted ? quoted.content() : datum.text();
    }

    private static String name(Datum keyword) {
        String name = plain(keyword);
        return name.startsWith(":") ? name.substring(1) : name;
    }

    private static Datum required(@Nullable Datum datum, String keyword, Fields fields) {
        if (datum == null) {
            throw new IllegalArgumentException("expected a map with " + keyword + ", found " + fields.found());
        }
        return datum;
    }
}
