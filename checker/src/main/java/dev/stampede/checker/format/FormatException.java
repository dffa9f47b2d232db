package dev.stampede.checker.format;

/** A file is not what its format prescribes. The message begins with file, line and column. */
public final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    FormatException(String file, int line, int column, String message) {
        super(file + ":" + line + ":" + column + ": " + message);
        this.line = line;
        this.column = column;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1. */
    public int column() {
        return column;
    }
}
