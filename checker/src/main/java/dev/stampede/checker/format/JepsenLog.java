package dev.stampede.checker.format;

import dev.stampede.checker.history.Outcome;
import dev.stampede.checker.model.Datum;

/**
 * Reads the lines that Jepsen logs: {@code INFO jepsen.util - PROCESS :type :function VALUE}, and behind it possibly an
 * error; newer ones have {@code jepsen.util:}. Lines of other loggers and processes that are not whole numbers are
 * ignored. What failed because it timed out is indeterminate. Not thread-safe.
 */
final class JepsenLog {
    /** What names the logger in each line. */
    static final String LOGGER = "jepsen.util";

    private static final String SHAPE = "PROCESS :invoke|:ok|:fail|:info :function VALUE";

    private final SourceText text;
    private final EdnReader reader;
    private final CallGatherer gatherer;
    private final Problems problems;
    private boolean any;

    JepsenLog(SourceText text, CallGatherer gatherer, Problems problems) {
        this.text = text;
        this.reader = new EdnReader(text);
        this.gatherer = gatherer;
        this.problems = problems;
    }

    /** Reads all of it. What is wrong is added to the problems. */
    void read() {
        boolean empty = text.atEndOfFile();
        do {
            text.confineToLine();
            if (skipToEvent()) {
                any = true;
                line();
            }
        } while (!problems.full() && text.nextLine());
        if (!any && !empty) {
            problems.add(1, 1, "expected lines such as INFO  jepsen.util - " + SHAPE + ", found none");
        }
        gatherer.finish();
    }

    /** Goes behind the logger's name and what divides it from the event; false if the line has none. */
    private boolean skipToEvent() {
        int matched = 0;
        while (matched < LOGGER.length()) {
            int c = text.take();
            if (c == SourceText.END) {
                return false;
            }
            matched = c == LOGGER.charAt(matched) ? matched + 1 : c == LOGGER.charAt(0) ? 1 : 0;
        }
        skipSpaces();
        if (text.peek() != '-' && text.peek() != ':') {
            return false;
        }
        text.take();
        return true;
    }

    private void line() {
        int line = text.line();
        int column = text.column();
        try {
            event(line, column);
        } catch (FormatException e) {
            problems.add(e);
        }
    }

    private void event(int line, int column) {
        String process = word();
        if (!wholeNumber(process)) {
            return;
        }
        String type = word();
        String function = word();
        if (function.length() < 2 || function.charAt(0) != ':') {
            throw text.at(
                    line,
                    column,
                    "expected " + SHAPE + ", found \"" + (process + " " + type + " " + function).strip() + "\"");
        }
        skipSpaces();
        int valueColumn = text.column();
        if (text.peek() == SourceText.END && text.atEndOfFile()) {
            throw text.expected("a value and the end of the line: the file seems to be cut off");
        }
        Datum value = text.peek() == SourceText.END ? Datum.Atom.NIL : reader.value();
        Datum error = reader.skipBlank() == SourceText.END ? Datum.Atom.NIL : reader.value();
        try {
            take(Integer.parseInt(process), type, function.substring(1), value, error, line);
        } catch (IllegalArgumentException e) {
            problems.add(line, valueColumn, String.valueOf(e.getMessage()));
        }
    }

    private void take(int process, String type, String function, Datum value, Datum error, int line) {
        Datum told = error.isNil() ? value : error;
        boolean timedOut = told.text().contains(":timed-out") || told.text().contains(":timeout");
        switch (type) {
            case ":invoke" -> gatherer.invoked(process, function, value, line);
            case ":ok" -> gatherer.completed(process, function, Outcome.OK, value, line);
            case ":fail" ->
                gatherer.completed(process, function, timedOut ? Outcome.INDETERMINATE : Outcome.FAILED, told, line);
            case ":info" -> gatherer.completed(process, function, Outcome.INDETERMINATE, told, line);
            default ->
                throw new IllegalArgumentException("expected :invoke, :ok, :fail or :info, found \"" + type + "\"");
        }
    }

    private static boolean wholeNumber(String word) {
        return !word.isEmpty() && word.length() <= 9 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The next characters up to a blank; empty at the end of the line. */
    private String word() {
        skipSpaces();
        StringBuilder word = new StringBuilder();
        for (int c = text.peek(); c != SourceText.END && !Character.isWhitespace(c); c = text.peek()) {
            word.append((char) text.take());
        }
        return word.toString();
    }

    private void skipSpaces() {
        while (text.peek() == ' ' || text.peek() == '\t') {
            text.take();
        }
    }
}
