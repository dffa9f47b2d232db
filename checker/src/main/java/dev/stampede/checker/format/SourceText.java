package dev.stampede.checker.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.zip.ZipException;

/**
 * The characters of a file with their line and column. It holds one buffer of them, never the file. Not thread-safe.
 *
 * <p>A byte order mark at the beginning is skipped.
 */
final class SourceText {
    static final int END = -1;

    private static final int BUFFER = 1 << 14;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String file;
    private final Reader reader;
    private final char[] buffer = new char[BUFFER];
    private int position;
    private int limit;
    private int line = 1;
    /** Where the line began in the buffer, negative if that part of it is gone. */
    private int lineStart;

    private boolean lineIsAll;

    SourceText(String file, Reader reader) {
        this.file = file;
        this.reader = reader;
        if (peek() == BYTE_ORDER_MARK) {
            position++;
            lineStart++;
        }
    }

    /** From now on the end of the line is {@link #END}, until {@link #nextLine}. */
    void confineToLine() {
        lineIsAll = true;
    }

    /** Goes to the beginning of the next line; false if there is none. */
    boolean nextLine() {
        lineIsAll = false;
        while (peek() != '\n' && peek() != END) {
            take();
        }
        return take() != END && peek() != END;
    }

    /** The next character, {@link #END} at the end. */
    int peek() {
        if (position == limit && !fill()) {
            return END;
        }
        char next = buffer[position];
        return next == '\n' && lineIsAll ? END : next;
    }

    /** The character after the next one, {@link #END} if there is none. */
    int peekSecond() {
        if (position + 1 >= limit && !(peek() != END && fillBehindNext())) {
            return END;
        }
        char second = buffer[position + 1];
        return second == '\n' && lineIsAll ? END : second;
    }

    /** Takes the next character; takes nothing at the end. */
    int take() {
        int taken = peek();
        if (taken != END) {
            position++;
            if (taken == '\n') {
                line++;
                lineStart = position;
            }
        }
        return taken;
    }

    int line() {
        return line;
    }

    int column() {
        return position - lineStart + 1;
    }

    /** Whether the end of the file, and not of a line, is next. */
    boolean atEndOfFile() {
        return position == limit && !fill();
    }

    FormatException expected(String what) {
        return at(line, column(), "expected " + what + ", found " + found(peek()));
    }

    FormatException at(int atLine, int atColumn, String message) {
        return new FormatException(new FormatProblem(file, atLine, atColumn, message));
    }

    private String found(int character) {
        return switch (character) {
            case END -> atEndOfFile() ? "the end of the file" : "the end of the line";
            case '\n', '\r' -> "the end of the line";
            default -> "'" + (char) character + "'";
        };
    }

    private boolean fill() {
        lineStart -= limit;
        position = 0;
        limit = Math.max(0, read(0));
        return limit > 0;
    }

    /** Makes room for another character behind the next one, which stays. */
    private boolean fillBehindNext() {
        lineStart -= position;
        buffer[0] = buffer[position];
        position = 0;
        limit = 1 + Math.max(0, read(1));
        return limit > 1;
    }

    private int read(int from) {
        try {
            return reader.read(buffer, from, BUFFER - from);
        } catch (EOFException e) {
            throw at(line, column(), "expected more compressed data, found the end of the file: it is cut off");
        } catch (ZipException e) {
            throw at(line, column(), "expected compressed data that is not damaged: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " beyond line " + line + ": " + e.getMessage(), e);
        }
    }
}
