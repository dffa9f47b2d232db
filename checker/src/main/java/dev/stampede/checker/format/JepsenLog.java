package dev.stampede.checker.format;

import dev.stampede.checker.edn.EdnReader;
import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.edn.SourceText;
import dev.stampede.checker.edn.SourceText.Run;
import dev.stampede.checker.edn.ValueInterner;
import dev.stampede.checker.edn.ValueInterner.Form;
import dev.stampede.checker.history.data.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Reads log lines of Jepsen: {@code INFO jepsen.util - PROCESS :type :function VALUE}, optionally followed by an error;
 * newer versions write {@code jepsen.util:}. Lines of other loggers and of processes with names are ignored. An
 * operation that failed with a timeout is indeterminate. Not thread-safe.
 */
final class JepsenLog {
    /** The name of the logger in each line. */
    static final String LOGGER = "jepsen.util";

    private static final byte[] LOGGER_BYTES = LOGGER.getBytes(StandardCharsets.US_ASCII);
    private static final String SHAPE = "PROCESS :invoke|:ok|:fail|:info :function VALUE";
    private static final Set<String> TYPES = Set.of(":invoke", ":ok", ":fail", ":info");
    /** The types of events whose value may be followed by an error. */
    private static final Set<String> WITH_ERROR = Set.of(":fail", ":info");

    private final SourceText text;
    private final EdnReader reader;
    private final OperationAssembler assembler;
    private final ProblemCollector problems;
    private final ProcessNumbers processes = new ProcessNumbers();
    private final ValueInterner words = new ValueInterner(Form.ATOMS);
    private final ValueInterner functions = new ValueInterner(Form.NAMES);
    private boolean foundEvent;

    JepsenLog(SourceText text, OperationAssembler assembler, ProblemCollector problems) {
        this.text = text;
        this.reader = new EdnReader(text);
        this.assembler = assembler;
        this.problems = problems;
    }

    /** Reads the whole log and adds each error to the problems. */
    void read() {
        boolean empty = text.atEndOfFile();
        boolean more = !empty;
        while (more) {
            try {
                line();
            } catch (FormatException e) {
                foundEvent = true;
                problems.add(e);
            }
            more = !problems.full() && nextLine();
        }
        if (!foundEvent && !empty) {
            problems.add(1, 1, "expected lines such as INFO  jepsen.util - " + SHAPE + ", found none");
        }
        assembler.finish();
    }

    private boolean nextLine() {
        try {
            text.skipToLineEnd();
            if (text.atEndOfFile()) {
                assembler.note("the last line does not end with a line feed: if the file was truncated there, its last"
                        + " event may be wrong");
                return false;
            }
            return text.nextLine();
        } catch (FormatException e) {
            problems.add(e);
            return false;
        }
    }

    private void line() {
        text.confineToLine();
        if (skipToEvent()) {
            foundEvent = true;
            event();
        }
    }

    /** Skips the logger name and its separator; returns false if the line has none. */
    private boolean skipToEvent() {
        if (!text.passWord(LOGGER_BYTES)) {
            return false;
        }
        int c = text.skipSpaces();
        if (c != '-' && c != ':') {
            return false;
        }
        text.take();
        return true;
    }

    private void event() {
        int column = text.column();
        EdnValue process = word();
        String type = word().text();
        int number = number(process, type, column);
        if (number != ProcessNumbers.NAMED) {
            try {
                event(number, type, column);
            } catch (FormatException e) {
                assembler.unreadable(number, type);
                throw e;
            }
        }
    }

    /** The number of the process; {@link ProcessNumbers#NAMED} for a process with a name, whose lines are ignored. */
    private int number(EdnValue process, String type, int column) {
        try {
            return processes.number(process);
        } catch (IllegalArgumentException e) {
            if (TYPES.contains(type)) {
                throw text.at(text.line(), column, String.valueOf(e.getMessage()));
            }
            return ProcessNumbers.NAMED;
        }
    }

    private void event(int process, String type, int column) {
        String function = function(process, type, column);
        int first = reader.skipBlank();
        int valueColumn = text.column();
        if (first == SourceText.END && text.atEndOfFile()) {
            throw text.expected("a value and the end of the line: the file seems to be truncated");
        }
        EdnValue value = first == SourceText.END ? EdnValue.Atom.NIL : reader.value();
        EdnValue error = reader.skipBlank() == SourceText.END ? EdnValue.Atom.NIL : reader.value();
        if (!WITH_ERROR.contains(type) && reader.skipBlank() != SourceText.END) {
            throw text.expected("the end of the line");
        }
        try {
            assemble(
                    process,
                    type,
                    function,
                    value,
                    error == EdnValue.Atom.NIL ? value : error,
                    new SourcePosition(text.line(), 1));
        } catch (IllegalArgumentException e) {
            throw text.at(text.line(), valueColumn, String.valueOf(e.getMessage()));
        }
    }

    /** The name of the function, without its colon. */
    private String function(int process, String type, int column) {
        int first = text.skipSpaces();
        int length = text.pass(Run.WORD);
        if (first != ':' || length < 2) {
            String found = process + " " + type + " " + text.passed(length);
            throw text.at(text.line(), column, "expected " + SHAPE + ", found \"" + found.strip() + "\"");
        }
        return functions.of(text.bytes(), text.start(), length).text();
    }

    private void assemble(
            int process, String type, String function, EdnValue value, EdnValue error, SourcePosition position) {
        switch (type) {
            case ":invoke" -> assembler.invoked(process, function, value, position);
            case ":ok" -> assembler.completed(process, function, Outcome.OK, value, position);
            case ":fail" ->
                assembler.completed(
                        process, function, timedOut(error) ? Outcome.INDETERMINATE : Outcome.FAILED, error, position);
            case ":info" -> assembler.completed(process, function, Outcome.INDETERMINATE, error, position);
            default ->
                throw new IllegalArgumentException("expected :invoke, :ok, :fail or :info, found \"" + type + "\"");
        }
    }

    /** Whether the error, or a part of it, reports a timeout. */
    private static boolean timedOut(EdnValue error) {
        if (error instanceof EdnValue.Items items) {
            for (EdnValue item : items.items()) {
                if (timedOut(item)) {
                    return true;
                }
            }
            return false;
        }
        String text = error.text();
        return text.contains(":timed-out") || text.contains(":timeout");
    }

    /** The characters up to the next blank; empty at the end of the line. */
    private EdnValue word() {
        text.skipSpaces();
        int length = text.pass(Run.WORD);
        return words.of(text.bytes(), text.start(), length);
    }
}
