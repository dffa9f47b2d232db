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
 * Reads histories of maps with {@code :process}, {@code :type}, {@code :f}, {@code :value} and optionally {@code :key}
 * and {@code :error}. The maps stand in a vector, in a list, or one after another. Other keys and the events of
 * processes with names are ignored. Not thread-safe.
 *
 * <p>After a malformed map, reading continues with the next map. After a syntax error, reading continues with the next
 * line that begins with a map.
 */
final class EdnHistory {
    private static final String MAP = "a map such as {:process 0, :type :invoke, :f :read, :value nil}";

    /** The maximum number of function names that are cached. */
    private static final int MAX_FUNCTIONS = 1_000;

    private final SourceText text;
    private final EdnReader reader;
    private final OperationAssembler assembler;
    private final ProblemCollector problems;
    private final ProcessNumbers processes = new ProcessNumbers();
    private final Map<String, String> functions = new HashMap<>();
    private final FileFormat format;
    /** The character that ends the collection of maps; {@link SourceText#END} if the maps are in none. */
    private int close = SourceText.END;

    /** The line of the first operation with a {@code :key}, 0 if there is none. */
    private int keyedLine;

    private int keylessLine;

    EdnHistory(FileFormat format, SourceText text, OperationAssembler assembler, ProblemCollector problems) {
        this.format = format;
        this.text = text;
        this.reader = new EdnReader(text);
        this.assembler = assembler;
        this.problems = problems;
    }

    /** Reads the whole history and adds each error to the problems. */
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
        assembler.finish();
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

    /** The values of the keys that this reader uses; null for a missing key. */
    private static final class Fields {
        private @Nullable EdnValue process;
        private @Nullable EdnValue type;
        private @Nullable EdnValue function;
        private @Nullable EdnValue value;
        private @Nullable EdnValue key;
        private @Nullable EdnValue error;

        /** Returns false if the key already has another value. */
        boolean put(EdnValue name, EdnValue given) {
            EdnValue before = null;
            switch (name.text()) {
                case ":process" -> {
                    before = process;
                    process = given;
                }
                case ":type" -> {
                    before = type;
                    type = given;
                }
                case ":f" -> {
                    before = function;
                    function = given;
                }
                case ":value" -> {
                    before = value;
                    value = given;
                }
                case ":key" -> {
                    before = key;
                    key = given;
                }
                case ":error" -> {
                    before = error;
                    error = given;
                }
                default -> {}
            }
            return before == null || before.equals(given);
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

        private static void add(StringBuilder found, String name, @Nullable EdnValue given) {
            if (given != null) {
                found.append(found.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(' ')
                        .append(given.text());
            }
        }
    }

    private void event() {
        SourcePosition position = new SourcePosition(text.line(), text.column());
        Fields fields = new Fields();
        try {
            read(fields, position);
            assemble(fields, position);
        } catch (IllegalArgumentException e) {
            unreadable(fields);
            if (e instanceof FormatException unreadable) {
                throw unreadable;
            }
            problems.add(position.line(), position.column(), String.valueOf(e.getMessage()));
        }
    }

    private void unreadable(Fields fields) {
        try {
            if (fields.process != null) {
                assembler.unreadable(processes.number(fields.process), fields.type == null ? "" : fields.type.text());
            }
        } catch (IllegalArgumentException e) {
            // The process of the event is unknown.
        }
    }

    private void read(Fields fields, SourcePosition position) {
        text.take();
        for (int c = reader.skipBlank(); c != '}'; c = reader.skipBlank()) {
            if (c == SourceText.END || c == ']' || c == ')') {
                throw text.expected((c == SourceText.END ? "" : "a value or ") + "'}' for the map at line "
                        + position.line() + ", column " + position.column());
            }
            EdnValue name = reader.value();
            if (reader.skipBlank() == '}') {
                throw text.expected("a value for the key " + name.text());
            }
            if (!fields.put(name, reader.value())) {
                throw text.at(
                        position.line(),
                        position.column(),
                        "expected a map with each key once, found " + name.text() + " again with another value");
            }
        }
        text.take();
    }

    private void assemble(Fields fields, SourcePosition position) {
        int process = processes.number(required(fields.process, ":process", fields));
        if (process == ProcessNumbers.NAMED) {
            return;
        }
        String function = name(required(fields.function, ":f", fields));
        EdnValue value = fields.value == null ? EdnValue.Atom.NIL : fields.value;
        String type = required(fields.type, ":type", fields).text();
        String key = fields.key == null || fields.key.isNil() ? null : plain(fields.key);
        switch (type) {
            case ":invoke" -> invoked(process, function, key, value, fields, position);
            case ":ok" -> assembler.completed(process, function, key, Outcome.OK, value, position);
            case ":fail" ->
                assembler.completed(process, function, key, Outcome.FAILED, cause(fields.error, value), position);
            case ":info" -> assembler.completed(process, function, key, Outcome.INDETERMINATE, value, position);
            default -> throw new IllegalArgumentException("expected :type :invoke, :ok, :fail or :info, found " + type);
        }
    }

    private void invoked(
            int process,
            String function,
            @Nullable String key,
            EdnValue value,
            Fields fields,
            SourcePosition position) {
        if (key == null) {
            if (format == FileFormat.PORCUPINE_KV || keyedLine > 0) {
                required(null, ":key" + (keyedLine > 0 ? ", as at line " + keyedLine : ""), fields);
            }
            keylessLine = keylessLine == 0 ? position.line() : keylessLine;
            assembler.invoked(process, function, value, position);
        } else {
            if (keylessLine > 0) {
                throw new IllegalArgumentException(
                        "expected a map without :key, as at line " + keylessLine + ", found " + fields.found());
            }
            keyedLine = keyedLine == 0 ? position.line() : keyedLine;
            assembler.invoked(process, function, key, value, position);
        }
    }

    private static EdnValue cause(@Nullable EdnValue error, EdnValue value) {
        return error == null || error.isNil() ? value : error;
    }

    private static String plain(EdnValue given) {
        return given instanceof EdnValue.Quoted quoted ? quoted.content() : given.text();
    }

    /** A function without its colon; equal functions give the same string object. */
    private String name(EdnValue keyword) {
        String plain = plain(keyword);
        String known = functions.get(plain);
        if (known == null) {
            known = plain.startsWith(":") ? plain.substring(1) : plain;
            if (functions.size() < MAX_FUNCTIONS) {
                functions.put(plain, known);
            }
        }
        return known;
    }

    private static EdnValue required(@Nullable EdnValue given, String keyword, Fields fields) {
        if (given == null) {
            throw new IllegalArgumentException("expected a map with " + keyword + ", found " + fields.found());
        }
        return given;
    }
}
