package dev.stampede.checker.edn;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The characters of a file in UTF-8 with their line and column. It holds a piece of the file, which grows only for a text
 * that is longer than the piece. Not thread-safe.
 *
 * <p>Files are long and their characters nearly all of one byte. So whole runs of them are passed in one loop over the
 * bytes; what was passed is found there, and becomes a string only if it was not seen before. A byte order mark at the
 * beginning is skipped. A column counts characters, not bytes.
 */
public final class SourceText {
    public static final int END = -1;
    /** In place of a character: the next byte is no UTF-8. */
    static final int MALFORMED = -2;

    /** The longest text that is passed in one go, in bytes. */
    static final int LONGEST = 1 << 26;

    private static final int BUFFER = 1 << 13;
    private static final int ASCII = 0x80;
    private static final int LONGEST_CHARACTER = 4;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String file;
    private final InputStream in;
    private byte[] buffer;
    /** What was passed begins here; nothing before it is needed any more. */
    private int start;

    private int position;
    private int limit;
    private boolean ended;
    private int line = 1;
    /**
     * Where the line began in the buffer, negative if that part of it is gone. Each byte of a character but its first moves
     * it on by one, so that columns are characters.
     */
    private int lineStart;
    /** How many bytes the character has that {@link #wide} saw. */
    private int width;

    private boolean lineIsAll;

    private SourceText(String file, InputStream in, byte[] buffer, int limit) {
        this.file = file;
        this.in = in;
        this.buffer = buffer;
        this.limit = limit;
    }

    /** What a stream yields; the caller closes it. */
    public static SourceText of(String file, InputStream in) {
        SourceText text = new SourceText(file, in, new byte[BUFFER], 0);
        if (text.peek() == BYTE_ORDER_MARK) {
            text.position += text.width;
            text.lineStart += text.width;
        }
        return text;
    }

    /** A text that is there already. */
    public static SourceText of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SourceText source = new SourceText("text", InputStream.nullInputStream(), bytes, bytes.length);
        source.ended = true;
        return source;
    }

    /** What {@link #pass} passes. */
    public static final class Run {
        private static final String BLANKS = " \t\r\n\f\u000b\u001c\u001d\u001e\u001f";

        /** Up to what ends an atom of EDN. */
        static final Run ATOM = new Run(BLANKS + ",;\"[](){}");
        /** Up to a blank. */
        public static final Run WORD = new Run(BLANKS);
        /** Up to the end of a text in quotes, or an escape in it. */
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

    /** From now on the end of the line is {@link #END}, until {@link #nextLine}. */
    public void confineToLine() {
        lineIsAll = true;
    }

    /** Goes to the beginning of the next line; false if there is none. */
    public boolean nextLine() {
        lineIsAll = false;
        skipToLineEnd();
        return take() != END && peek() != END;
    }

    /** The next character, {@link #END} at the end, {@link #MALFORMED} if there is none that is one. */
    public int peek() {
        if (position == limit && !fill()) {
            return END;
        }
        int next = buffer[position];
        if (next < 0) {
            start = position;
            return wide();
        }
        return next == '\n' && lineIsAll ? END : next;
    }

    /** The character after the next one if both are of one byte, otherwise {@link #END}. */
    public int peekSecond() {
        if (position + 1 >= limit) {
            start = position;
            if (ended || !more() || position + 1 >= limit) {
                return END;
            }
        }
        int second = buffer[position + 1];
        return second < 0 || (second == '\n' && lineIsAll) ? END : second;
    }

    /** Takes the next character; takes nothing at the end. */
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

    /** Passes blanks and commas; returns the character after them. */
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

    /** Passes spaces and tabs; returns the character after them. */
    public int skipSpaces() {
        int c = peek();
        while (c == ' ' || c == '\t') {
            position++;
            c = peek();
        }
        return c;
    }

    /** Goes to the line feed that ends the line, or to the end of the file. */
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
     * Goes behind the next such word in this line; false if the line has none.
     *
     * @param word in ASCII; its first character is not in it again
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
     * Passes a run of characters, possibly none. Its bytes are those from {@link #start} on in {@link #bytes} until
     * anything else is asked for.
     *
     * @return how many bytes were passed
     * @throws FormatException if there is a byte that is no UTF-8
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

    /** Whether a run ends at the next character; if not, that is taken. */
    private boolean endsHere(Run run) {
        int next = buffer[position];
        if (next >= 0) {
            if (next != '\n' || !run.hasLines() || lineIsAll) {
                return true;
            }
            takeLineFeed();
            return false;
        }
        int c = wide();
        if (c == MALFORMED) {
            throw expected("a text in UTF-8");
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

    /** The last so many bytes that were passed, as a text. */
    public String passed(int length) {
        return new String(buffer, start, length, StandardCharsets.UTF_8);
    }

    public int line() {
        return line;
    }

    public int column() {
        return position - lineStart + 1;
    }

    /** Whether the end of the file, and not of a line, is next. */
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

    /** The next character, which has more than one byte; {@link #MALFORMED} if it is no UTF-8. */
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

    /** Reads more if nothing is left; what was passed stays if there is no more. */
    private boolean fill() {
        if (ended) {
            return false;
        }
        start = position;
        return more();
    }

    /** Reads more, behind what was passed, which moves to the front; false at the end. */
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
            if (limit >= LONGEST) {
                throw at(line, column(), "expected texts of at most " + LONGEST + " bytes, found a longer one");
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
            throw at(line, column(), "expected more compressed data, found the end of the file: it is cut off");
        } catch (ZipException e) {
            ended = true;
            throw at(line, column(), "expected compressed data that is not damaged: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " beyond line " + line + ": " + e.getMessage(), e);
        }
    }
}
