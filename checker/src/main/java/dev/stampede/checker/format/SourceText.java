package dev.stampede.checker.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/** Characters with their line and column. Not thread-safe. */
final class SourceText {
    static final int END = -1;

    private final String file;
    private final Reader reader;
    private int next;
    private int line = 1;
    private int column = 1;

    SourceText(String file, Reader reader) {
        this.file = file;
        this.reader = reader instanceof BufferedReader ? reader : new BufferedReader(reader, 1 << 16);
        this.next = read();
    }

    /** The next character, {@link #END} at the end. */
    int peek() {
        return next;
    }

    /** Takes the next character. */
    int take() {
        int taken = next;
        if (taken == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
        next = read();
        return taken;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    FormatException expected(String what) {
        return at(line, column, "expected " + what + ", found " + found(next));
    }

    FormatException at(int atLine, int atColumn, String message) {
        return new FormatException(file, atLine, atColumn, message);
    }

    private static String found(int character) {
        return switch (character) {
            case END -> "the end of the file";
            case '\n' -> "the end of the line";
            default -> "'" + (char) character + "'";
        };
    }

    private int read() {
        try {
            return reader.read();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " beyond line " + line, e);
        }
    }
}
