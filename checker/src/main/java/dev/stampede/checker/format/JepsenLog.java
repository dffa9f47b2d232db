package dev.stampede.checker.format;

import dev.stampede.checker.history.Outcome;
import dev.stampede.checker.model.Datum;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lines that Jepsen logs: {@code INFO jepsen.util - PROCESS :type :function VALUE}. Lines of other loggers and
 * processes that are not whole numbers are ignored. What failed because it timed out is indeterminate.
 */
final class JepsenLog {
    private static final String LOGGER = "jepsen.util -";
    private static final Pattern EVENT =
            Pattern.compile("\\s*(\\S+)\\s+:(invoke|ok|fail|info)\\s+:(\\S+)(?:\\s+(.*))?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final String file;
    private final CallGatherer gatherer = new CallGatherer();

    private JepsenLog(String file) {
        this.file = file;
    }

    static Recording read(String file, BufferedReader reader) throws IOException {
        JepsenLog log = new JepsenLog(file);
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            log.take(line, ++number);
        }
        return log.gatherer.recording();
    }

    private void take(String line, int number) {
        int logger = line.indexOf(LOGGER);
        if (logger < 0) {
            return;
        }
        int from = logger + LOGGER.length();
        Matcher event = EVENT.matcher(line).region(from, line.length());
        if (!event.matches()) {
            throw new FormatException(
                    file,
                    number,
                    from + 1,
                    "expected PROCESS :invoke|:ok|:fail|:info :function VALUE, found \""
                            + line.substring(from).strip() + "\"");
        }
        if (!NUMBER.matcher(event.group(1)).matches()) {
            return;
        }
        try {
            take(Integer.parseInt(event.group(1)), event.group(2), event.group(3), value(event.group(4)), number);
        } catch (IllegalArgumentException | FormatException e) {
            int column = event.start(4) < 0 ? event.start(1) : event.start(4);
            throw new FormatException(file, number, column + 1, String.valueOf(e.getMessage()));
        }
    }

    private static Datum value(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.isBlank() ? Datum.Atom.NIL : EdnReader.parse(text);
    }

    private void take(int process, String type, String function, Datum value, int line) {
        boolean timedOut = value.text().equals(":timed-out");
        switch (type) {
            case "invoke" -> gatherer.invoked(process, function, "", value, line);
            case "ok" -> gatherer.completed(process, function, Outcome.OK, value);
            case "fail" ->
                gatherer.completed(process, function, timedOut ? Outcome.INDETERMINATE : Outcome.FAILED, value);
            default -> gatherer.completed(process, function, Outcome.INDETERMINATE, value);
        }
    }
}
