package dev.stampede.checker.format;

import dev.stampede.checker.edn.EdnReader;
import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.edn.SourceText;
import dev.stampede.checker.history.data.Outcome;
import java.util.HashMap;
import java.util.Map;
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

    /** So many are kept. */
    private static final int MOST_FUNCTIONS = 1_000;

    private final SourceText text;
    private final EdnReader reader;
    private final OperationAssembler gatherer;
    private final ProblemCollector problems;
    private final ProcessNumbers processes = new ProcessNumbers();
    private final Map<String, String> functions = new HashMap<>();
    private final FileFormat format;
    private int close = SourceText.END;
    /** The lines of the first operation with a key of its own and of the first without, 0 if there is none. */
    private int keyedLine;

    private int keylessLine;

    EdnHistory(FileFormat format, SourceText text, OperationAssembler gatherer, ProblemCollector problems) {
        this.format = format;
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
            } else if (c == '#' && text.peekSecond() != '{') {
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
        try {
            while (text.nextLine()) {
                while (text.skipSpaces() == '(' || text.peek() == '[') {
                    text.take();
                }
                if (text.peek() == '{') {
                    return true;
                }
            }
        } catch (FormatException e) {
            problems.add(e);
        }
        return false;
    }

    /** The values of the keys that matter, null where there is none. */
    private static final class Fields {
        private @Nullable EdnValue process;
        private @Nullable EdnValue type;
        private @Nullable EdnValue function;
        private @Nullable EdnValue value;
        private @Nullable EdnValue key;
        private @Nullable EdnValue error;

        /** False if it is there already with another value. */
        boolean put(EdnValue name, EdnValue datum) {
            EdnValue before = null;
            switch (name.text()) {
                case ":process" -> {
                    before = process;
                    process = datum;
                }
                case ":type" -> {
                    before = type;
                    type = datum;
                }
                case ":f" -> {
                    before = function;
                    function = datum;
                }
                case ":value" -> {
                    before = value;
                    value = datum;
                }
                case ":key" -> {
                    before = key;
                    key = datum;
                }
                case ":error" -> {
                    before = error;
                    error = datum;
                }
                default -> {}
            }
            return before == null || before.equals(datum);
        }

        String found() {
            StringBuilder found = new StringBuilder();
            add(found, ":process", process);
            add(found, ":type", type);
            add(found, ":f", function);
            add(found, ":key", key);
            add(found, ":value", value);
            return "{" + found + "}";
        }

        private static void add(StringBuilder found, String name, @Nullable EdnValue datum) {
            if (datum != null) {
                found.append(found.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(' ')
                        .append(datum.text());
            }
        }
    }

    private void event() {
        SourcePosition place = new SourcePosition(text.line(), text.column());
        Fields fields = new Fields();
        try {
            read(fields, place);
            take(fields, place);
        } catch (IllegalArgumentException e) {
            unreadable(fields);
            if (e instanceof FormatException unreadable) {
                throw unreadable;
            }
            problems.add(place.line(), place.column(), String.valueOf(e.getMessage()));
        }
    }

    private void unreadable(Fields fields) {
        try {
            if (fields.process != null) {
                gatherer.unreadable(processes.number(fields.process), fields.type == null ? "" : fields.type.text());
            }
        } catch (IllegalArgumentException e) {
            // Nobody knows which process it was.
        }
    }

    private void read(Fields fields, SourcePosition place) {
        text.take();
        for (int c = reader.skipBlank(); c != '}'; c = reader.skipBlank()) {
            if (c == SourceText.END || c == ']' || c == ')') {
                throw text.expected((c == SourceText.END ? "" : "a value or ") + "'}' for what was opened at line "
                        + place.line() + ", column " + place.column());
            }
            EdnValue name = reader.value();
            if (reader.skipBlank() == '}') {
                throw text.expected("a value for the key " + name.text());
            }
            if (!fields.put(name, reader.value())) {
                throw text.at(
                        place.line(),
                        place.column(),
                        "expected a map with each key once, found " + name.text() + " again with another value");
            }
        }
        text.take();
    }

    private void take(Fields fields, SourcePosition place) {
        int process = processes.number(required(fields.process, ":process", fields));
        if (process == ProcessNumbers.NAMED) {
            return;
        }
        String function = name(required(fields.function, ":f", fields));
        EdnValue value = fields.value == null ? EdnValue.Atom.NIL : fields.value;
        String type = required(fields.type, ":type", fields).text();
        String key = fields.key == null || fields.key.isNil() ? null : plain(fields.key);
        switch (type) {
            case ":invoke" -> invoked(process, function, key, value, fields, place);
            case ":ok" -> gatherer.completed(process, function, key, Outcome.OK, value, place);
            case ":fail" ->
                gatherer.completed(process, function, key, Outcome.FAILED, cause(fields.error, value), place);
            case ":info" -> gatherer.completed(process, function, key, Outcome.INDETERMINATE, value, place);
            default -> throw new IllegalArgumentException("expected :type :invoke, :ok, :fail or :info, found " + type);
        }
    }

    private void invoked(
            int process, String function, @Nullable String key, EdnValue value, Fields fields, SourcePosition place) {
        if (key == null) {
            if (format == FileFormat.PORCUPINE_KV || keyedLine > 0) {
                required(null, ":key" + (keyedLine > 0 ? ", as at line " + keyedLine : ""), fields);
            }
            keylessLine = keylessLine == 0 ? place.line() : keylessLine;
            gatherer.invoked(process, function, value, place);
        } else {
            if (keylessLine > 0) {
                throw new IllegalArgumentException(
                        "expected a map without :key, as at line " + keylessLine + ", found " + fields.found());
            }
            keyedLine = keyedLine == 0 ? place.line() : keyedLine;
            gatherer.invoked(process, function, key, value, place);
        }
    }

    private static EdnValue cause(@Nullable EdnValue error, EdnValue value) {
        return error == null || error.isNil() ? value : error;
    }

    private static String plain(EdnValue datum) {
        return datum instanceof EdnValue.Quoted quoted ? quoted.content() : datum.text();
    }

    /** A function without its colon; the same text for the same function. */
    private String name(EdnValue keyword) {
        String plain = plain(keyword);
        String known = functions.get(plain);
        if (known == null) {
            known = plain.startsWith(":") ? plain.substring(1) : plain;
            if (functions.size() < MOST_FUNCTIONS) {
                functions.put(plain, known);
            }
        }
        return known;
    }

    private static EdnValue required(@Nullable EdnValue datum, String keyword, Fields fields) {
        if (datum == null) {
            throw new IllegalArgumentException("expected a map with " + keyword + ", found " + fields.found());
        }
        return datum;
    }
}
