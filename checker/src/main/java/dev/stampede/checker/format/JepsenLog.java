package dev.stampede.checker.format;

import dev.stampede.checker.edn.EdnReader;
import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.edn.SourceText;
import dev.stampede.checker.edn.SourceText.Run;
import dev.stampede.checker.edn.ValueInterner;
import dev.stampede.checker.edn.ValueInterner.Making;
import dev.stampede.checker.history.data.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Reads the lines that Jepsen logs: {@code INFO jepsen.util - PROCESS :type :function VALUE}, and behind it possibly an
 * error; newer ones have {@code jepsen.util:}. Lines of other loggers and of processes with names are ignored. What
 * failed because it timed out is indeterminate. Not thread-safe.
 */
final class JepsenLog {
    /** What names the logger in each line. */
    static final String LOGGER = "jepsen.util";

    private static final byte[] LOGGER_BYTES = LOGGER.getBytes(StandardCharsets.US_ASCII);
    private static final String SHAPE = "PROCESS :invoke|:ok|:fail|:info :function VALUE";
    private static final Set<String> TYPES = Set.of(":invoke", ":ok", ":fail", ":info");
    /** Behind the value of these there may be words of an error. */
    private static final Set<String> WITH_MORE_TO_SAY = Set.of(":fail", ":info");

    private final SourceText text;
    private final EdnReader reader;
    private final OperationAssembler gatherer;
    private final ProblemCollector problems;
    private final ProcessNumbers processes = new ProcessNumbers();
    private final ValueInterner words = new ValueInterner(Making.ATOMS);
    private final ValueInterner functions = new ValueInterner(Making.NAMES);
    private boolean any;

    JepsenLog(SourceText text, OperationAssembler gatherer, ProblemCollector problems) {
        this.text = text;
        this.reader = new EdnReader(text);
        this.gatherer = gatherer;
        this.problems = problems;
    }

    /** Reads all of it. What is wrong is added to the problems. */
    void read() {
        boolean empty = text.atEndOfFile();
        boolean more = !empty;
        while (more) {
            try {
                line();
            } catch (FormatException e) {
                any = true;
                problems.add(e);
            }
            more = !problems.full() && nextLine();
        }
        if (!any && !empty) {
            problems.add(1, 1, "expected lines such as INFO  jepsen.util - " + SHAPE + ", found none");
        }
        gatherer.finish();
    }

    private boolean nextLine() {
        try {
            text.skipToLineEnd();
            if (text.atEndOfFile()) {
                gatherer.note(
                        "the last line does not end with a line feed: if the file was cut off there, what its last"
                                + " event says may be wrong");
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
            any = true;
            event();
        }
    }

    /** Goes behind the logger's name and what divides it from the event; false if the line has none. */
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
                gatherer.unreadable(number, type);
                throw e;
            }
        }
    }

    /** The number of the process; lines that are about something else have none. */
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
            throw text.expected("a value and the end of the line: the file seems to be cut off");
        }
        EdnValue value = first == SourceText.END ? EdnValue.Atom.NIL : reader.value();
        EdnValue error = reader.skipBlank() == SourceText.END ? EdnValue.Atom.NIL : reader.value();
        if (!WITH_MORE_TO_SAY.contains(type) && reader.skipBlank() != SourceText.END) {
            throw text.expected("the end of the line");
        }
        try {
            take(
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

    private void take(int process, String type, String function, EdnValue value, EdnValue told, SourcePosition place) {
        switch (type) {
            case ":invoke" -> gatherer.invoked(process, function, value, place);
            case ":ok" -> gatherer.completed(process, function, Outcome.OK, value, place);
            case ":fail" ->
                gatherer.completed(
                        process, function, timedOut(told) ? Outcome.INDETERMINATE : Outcome.FAILED, told, place);
            case ":info" -> gatherer.completed(process, function, Outcome.INDETERMINATE, told, place);
            default ->
                throw new IllegalArgumentException("expected :invoke, :ok, :fail or :info, found \"" + type + "\"");
        }
    }

    /** Whether an error says so, or one of its parts. */
    private static boolean timedOut(EdnValue told) {
        if (told instanceof EdnValue.Items items) {
            for (EdnValue item : items.items()) {
                if (timedOut(item)) {
                    return true;
                }
            }
            return false;
        }
        String text = told.text();
        return text.contains(":timed-out") || text.contains(":timeout");
    }

    /** The next characters up to a blank; empty at the end of the line. */
    private EdnValue word() {
        text.skipSpaces();
        int length = text.pass(Run.WORD);
        return words.of(text.bytes(), text.start(), length);
    }
}
