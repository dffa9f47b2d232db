package dev.stampede.checker.edn;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The characters of a UTF-8 file with their lines and columns. It buffers a part of the file; the buffer grows only for
 * a string that is longer. Not thread-safe.
 *
 * <p>Files are long, and nearly all their characters have one byte. Therefore runs of such characters are scanned in
 * one loop over the bytes. The caller reads the scanned bytes in the buffer and creates a string only for values that
 * it has not seen before. A byte order mark at the beginning is skipped. A column counts characters, not bytes.
 */
public final class SourceText {
    public static final int END = -1;
    /** Returned instead of a character: the next byte is not valid UTF-8. */
    static final int MALFORMED = -2;

    /** The maximum length of a scanned run in bytes. */
    static final int MAX_LENGTH = 1 << 26;

    private static final int BUFFER = 1 << 13;
    private static final int ASCII = 0x80;
    private static final int LONGEST_CHARACTER = 4;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String file;
    private final InputStream in;
    private byte[] buffer;
    /** The start of the last scanned run; the bytes before it are no longer needed. */
    private int start;

    private int position;
    private int limit;
    private boolean ended;
    private int line = 1;
    /**
     * The start of the line in the buffer; negative if the buffer no longer contains it. Each continuation byte of a
     * character increases this number by one, so that columns count characters.
     */
    private int lineStart;
    /** The number of bytes of the character that {@link #wide} decoded. */
    private int width;

    private boolean confined;

    private SourceText(String file, InputStream in, byte[] buffer, int limit) {
        this.file = file;
        this.in = in;
        this.buffer = buffer;
        this.limit = limit;
    }

    /** Reads from a stream, which the caller closes. */
    public static SourceText of(String file, InputStream in) {
        SourceText text = new SourceText(file, in, new byte[BUFFER], 0);
        if (text.peek() == BYTE_ORDER_MARK) {
            text.position += text.width;
            text.lineStart += text.width;
        }
        return text;
    }

    /** Reads from a string. */
    public static SourceText of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SourceText source = new SourceText("text", InputStream.nullInputStream(), bytes, bytes.length);
        source.ended = true;
        return source;
    }

    /** A set of characters that end a run, see {@link #pass}. */
    public static final class Run {
        private static final String BLANKS = " \t\r\n\f\u000b\u001c\u001d\u001e\u001f";

        /** Ends at a character that ends an EDN atom. */
        static final Run ATOM = new Run(BLANKS + ",;\"[](){}");
        /** Ends at a blank. */
        public static final Run WORD = new Run(BLANKS);
        /** Ends at the closing quote of a string, or at an escape sequence in it. */
        static final Run QUOTED = new Run("\"\\\n");

        private final boolean[] ends = new boolean[ASCII];

        private Run(String characters) {
            for (int i = 0; i < characters.length(); i++) {
                ends[characters.charAt(i)] = true;
            }
        }

        private boolean endsAt(int wide) {
            return ends[' '] && Character.isWhitespace(wide);
        }

        private boolean hasLines() {
            return !ends[' '];
        }
    }

    /** Treats the end of the line as {@link #END} until the next call of {@link #nextLine}. */
    public void confineToLine() {
        confined = true;
    }

    /** Goes to the beginning of the next line; false if there is none. */
    public boolean nextLine() {
        confined = false;
        skipToLineEnd();
        return take() != END && peek() != END;
    }

    /** The next character, {@link #END} at the end, {@link #MALFORMED} if the bytes are not valid UTF-8. */
    public int peek() {
        if (position == limit && !fill()) {
            return END;
        }
        int next = buffer[position];
        if (next < 0) {
            start = position;
            return wide();
        }
        return next == '\n' && confined ? END : next;
    }

    /** The character after the next one if both have one byte, otherwise {@link #END}. */
    public int peekSecond() {
        if (position + 1 >= limit) {
            start = position;
            if (ended || !more() || position + 1 >= limit) {
                return END;
            }
        }
        int second = buffer[position + 1];
        return second < 0 || (second == '\n' && confined) ? END : second;
    }

    /** Consumes and returns the next character; consumes nothing at the end. */
    public int take() {
        int taken = peek();
        if (taken == '\n') {
            takeLineFeed();
        } else if (taken >= ASCII || taken == MALFORMED) {
            takeWide();
        } else if (taken != END) {
            position++;
        }
        return taken;
    }

    private void takeLineFeed() {
        position++;
        line++;
        lineStart = position;
    }

    private void takeWide() {
        position += width;
        lineStart += width - 1;
    }

    /** Skips blanks and commas; returns the character after them. */
    int skipBlanks() {
        for (; ; ) {
            int c = peek();
            if (c == ' ' || c == ',' || c == '\t' || c == '\r') {
                position++;
            } else if (c == '\n' || (c >= 0 && Character.isWhitespace(c))) {
                take();
            } else {
                return c;
            }
        }
    }

    /** Skips spaces and tabs; returns the character after them. */
    public int skipSpaces() {
        int c = peek();
        while (c == ' ' || c == '\t') {
            position++;
            c = peek();
        }
        return c;
    }

    /** Skips to the line feed that ends the line, or to the end of the file. */
    public void skipToLineEnd() {
        do {
            while (position < limit && buffer[position] != '\n') {
                if (buffer[position] < 0) {
                    start = position;
                    wide();
                    takeWide();
                } else {
                    position++;
                }
            }
        } while (position == limit && fill());
    }

    /**
     * Skips past the next occurrence of a word in this line; returns false if the line has none.
     *
     * @param word in ASCII; its first character occurs only once in it
     */
    public boolean passWord(byte[] word) {
        int matched = 0;
        for (; ; ) {
            byte[] bytes = buffer;
            int end = limit;
            int at = position;
            while (at < end && matched < word.length && bytes[at] >= 0 && bytes[at] != '\n') {
                byte next = bytes[at++];
                matched = next == word[matched] ? matched + 1 : next == word[0] ? 1 : 0;
            }
            position = at;
            if (matched == word.length) {
                return true;
            } else if (at < end && bytes[at] == '\n') {
                return false;
            } else if (at < end) {
                matched = 0;
                take();
            } else if (!fill()) {
                return false;
            }
        }
    }

    /**
     * Scans a run of characters, which may be empty. Its bytes start at {@link #start} in {@link #bytes} until the next
     * call of any other method.
     *
     * @return the number of bytes
     * @throws FormatException if a byte is not valid UTF-8
     */
    public int pass(Run run) {
        boolean[] ends = run.ends;
        start = position;
        for (; ; ) {
            byte[] bytes = buffer;
            int end = limit;
            int at = position;
            while (at < end && bytes[at] >= 0 && !ends[bytes[at]]) {
                at++;
            }
            position = at;
            if (at == end ? !more() : endsHere(run)) {
                return position - start;
            }
        }
    }

    /** Whether the run ends before the next character; consumes the character otherwise. */
    private boolean endsHere(Run run) {
        int next = buffer[position];
        if (next >= 0) {
            if (next != '\n' || !run.hasLines() || confined) {
                return true;
            }
            takeLineFeed();
            return false;
        }
        int c = wide();
        if (c == MALFORMED) {
            throw expected("valid UTF-8");
        }
        if (run.endsAt(c)) {
            return true;
        }
        takeWide();
        return false;
    }

    public byte[] bytes() {
        return buffer;
    }

    public int start() {
        return start;
    }

    /** The last {@code length} bytes of the scanned run, as a string. */
    public String passed(int length) {
        return new String(buffer, start, length, StandardCharsets.UTF_8);
    }

    public int line() {
        return line;
    }

    public int column() {
        return position - lineStart + 1;
    }

    /** Whether the end of the file, not only of a line, is next. */
    public boolean atEndOfFile() {
        return position == limit && !fill();
    }

    public FormatException expected(String what) {
        return at(line, column(), "expected " + what + ", found " + found(peek()));
    }

    public FormatException at(int atLine, int atColumn, String message) {
        return new FormatException(new FormatProblem(file, atLine, atColumn, message));
    }

    private String found(int character) {
        return switch (character) {
            case END -> atEndOfFile() ? "the end of the file" : "the end of the line";
            case '\n', '\r' -> "the end of the line";
            case MALFORMED -> String.format("the byte 0x%02x", buffer[position] & 0xff);
            default ->
                Character.isISOControl(character)
                        ? String.format("the character U+%04X", character)
                        : "'" + Character.toString(character) + "'";
        };
    }

    /** Decodes the next character, which has more than one byte; {@link #MALFORMED} if it is not valid UTF-8. */
    private int wide() {
        while (limit - position < LONGEST_CHARACTER && more()) {
            // As long as there is more.
        }
        width = 1;
        int first = buffer[position] & 0xff;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || limit - position < length) {
            return MALFORMED;
        }
        int c = first & (0xff >> (length + 1));
        for (int i = 1; i < length; i++) {
            int next = buffer[position + i];
            if ((next & 0xc0) != 0x80) {
                return MALFORMED;
            }
            c = c << 6 | (next & 0x3f);
        }
        boolean shorter = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
        if (shorter || c > Character.MAX_CODE_POINT || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            return MALFORMED;
        }
        width = length;
        return c;
    }

    /** Reads more bytes if the buffer is empty; the scanned run stays available if there are none. */
    private boolean fill() {
        if (ended) {
            return false;
        }
        start = position;
        return more();
    }

    /** Reads more bytes after the scanned run, which moves to the front of the buffer; false at the end of the file. */
    private boolean more() {
        if (ended) {
            return false;
        }
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
            position -= start;
            lineStart -= start;
            start = 0;
        } else if (limit == buffer.length) {
            if (limit >= MAX_LENGTH) {
                throw at(line, column(), "expected strings of at most " + MAX_LENGTH + " bytes, found a longer one");
            }
            buffer = Arrays.copyOf(buffer, 2 * limit);
        }
        int read = read();
        ended = read <= 0;
        limit += Math.max(0, read);
        return !ended;
    }

    private int read() {
        try {
            return in.read(buffer, limit, buffer.length - limit);
        } catch (EOFException e) {
            ended = true;
            throw at(line, column(), "expected more compressed data, found the end of the file: it is truncated");
        } catch (ZipException e) {
            ended = true;
            throw at(line, column(), "expected intact compressed data: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " beyond line " + line + ": " + e.getMessage(), e);
        }
    }
}
