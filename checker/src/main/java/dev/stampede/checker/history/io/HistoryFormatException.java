package dev.stampede.checker.history.io;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * A file is not a history that this version can read. The message has the form {@code file:line:column: expected …} and
 * says what to do where possible.
 */
public final class HistoryFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    HistoryFormatException(String file, long line, long column, String message) {
        super(file + ":" + line + ":" + column + ": " + message);
    }

    static Unplaced at(JsonParser in, String message) {
        return new Unplaced(in.currentTokenLocation().getColumnNr(), message);
    }

    /** The problem of a line before the file and the line number are added. */
    static final class Unplaced extends IOException {
        private static final long serialVersionUID = 1L;
        private final long column;

        Unplaced(long column, String message) {
            super(message);
            this.column = column;
        }

        HistoryFormatException in(String file, long line) {
            return new HistoryFormatException(file, line, column, String.valueOf(getMessage()));
        }
    }
}
