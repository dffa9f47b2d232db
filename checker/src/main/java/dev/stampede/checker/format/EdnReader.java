package dev.stampede.checker.format;

import dev.stampede.checker.model.Datum;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads EDN, one value after another (https://github.com/edn-format/edn). Tags are skipped, their values kept. Not
 * thread-safe.
 *
 * <p>It does not recurse; values may be nested up to {@link #DEEPEST}, texts may have up to {@link #LONGEST} characters.
 */
public final class EdnReader {
    static final int DEEPEST = 1_000;
    static final int LONGEST = 1 << 26;

    private final SourceText text;

    EdnReader(SourceText text) {
        this.text = text;
    }

    /**
     * The one value that a text holds.
     *
     * @throws FormatException if it is not EDN, or has more than one value
     */
    public static Datum parse(String edn) {
        SourceText source = new SourceText("text", new StringReader(edn));
        EdnReader reader = new EdnReader(source);
        Datum value = reader.value();
        reader.skipBlank();
        if (source.peek() != SourceText.END) {
            throw source.expected("the end of the text");
        }
        return value;
    }

    /** A collection that is being read: what it began with ('#' for a set), where, and its items so far. */
    private record Open(char opener, int line, int column, boolean discarded, List<Datum> items) {
        char close() {
            return opener == '[' ? ']' : opener == '(' ? ')' : '}';
        }

        Datum closed() {
            return opener == '{' ? entries(this) : new Datum.Items(items);
        }
    }

    /** The next value. */
    Datum value() {
        Deque<Open> open = new ArrayDeque<>();
        boolean discard = false;
        for (; ; ) {
            skipBlank();
            int c = text.peek();
            if (c == SourceText.END) {
                throw text.expected(open.isEmpty() ? "a value" : unclosed(open.getFirst()));
            }
            Datum done;
            if (c == '#') {
                discard = dispatch(open, discard);
                continue;
            } else if (c == '[' || c == '(' || c == '{') {
                open(open, discard, (char) c);
                discard = false;
                continue;
            } else if (!open.isEmpty() && c == open.getFirst().close()) {
                if (discard) {
                    throw text.expected("a value to be left out after #_");
                }
                text.take();
                Open closed = open.pop();
                done = close(closed);
                discard = closed.discarded();
            } else {
                done = scalar(c, open);
            }
            if (discard) {
                discard = false;
            } else if (open.isEmpty()) {
                return done;
            } else {
                open.getFirst().items().add(done);
            }
        }
    }

    private Datum close(Open closed) {
        try {
            return closed.closed();
        } catch (IllegalArgumentException e) {
            throw text.at(closed.line(), closed.column(), String.valueOf(e.getMessage()));
        }
    }

    private static String unclosed(Open open) {
        return "'" + open.close() + "' for what was opened at line " + open.line() + ", column " + open.column();
    }

    private void open(Deque<Open> open, boolean discard, char opener) {
        if (open.size() == DEEPEST) {
            throw text.expected("values nested no deeper than " + DEEPEST);
        }
        int line = text.line();
        int column = text.column();
        text.take();
        open.push(new Open(opener, line, column, discard, new ArrayList<>()));
    }

    /** After a {@code #}: a set, something to leave out, or a tag. Returns whether the next value is to be left out. */
    private boolean dispatch(Deque<Open> open, boolean discard) {
        text.take();
        int c = text.peek();
        if (c == '_') {
            text.take();
            return true;
        }
        if (c == '{') {
            open(open, discard, '#');
            return false;
        }
        token();
        return discard;
    }

    private static Datum entries(Open map) {
        if (map.items().size() % 2 != 0) {
            throw new IllegalArgumentException("expected as many values as keys, found a map of "
                    + map.items().size() + " values in all");
        }
        Map<Datum, Datum> entries = new LinkedHashMap<>();
        for (int i = 0; i < map.items().size(); i += 2) {
            entries.put(map.items().get(i), map.items().get(i + 1));
        }
        return new Datum.Entries(entries);
    }

    private Datum scalar(int c, Deque<Open> open) {
        if (c == '"') {
            return quoted();
        }
        if (c == ']' || c == ')' || c == '}') {
            throw text.expected(open.isEmpty() ? "a value" : "a value or " + unclosed(open.getFirst()));
        }
        return new Datum.Atom(token());
    }

    private String token() {
        StringBuilder token = new StringBuilder();
        if (text.peek() == '\\') {
            token.append((char) text.take());
            if (text.peek() == SourceText.END) {
                throw text.expected("a character after '\\'");
            }
            token.append((char) text.take());
        }
        while (!delimiter(text.peek()) && token.length() < LONGEST) {
            token.append((char) text.take());
        }
        if (token.isEmpty()) {
            throw text.expected("a value");
        }
        return token.toString();
    }

    private static boolean delimiter(int c) {
        return c == SourceText.END || Character.isWhitespace(c) || ",;\"[](){}".indexOf(c) >= 0;
    }

    private Datum quoted() {
        int line = text.line();
        int column = text.column();
        text.take();
        StringBuilder content = new StringBuilder();
        while (text.peek() != '"') {
            if (text.peek() == SourceText.END || content.length() >= LONGEST) {
                throw text.at(line, column, "expected a text that ends with '\"', found the end of the file");
            }
            int c = text.take();
            content.append(c == '\\' ? escaped() : (char) c);
        }
        text.take();
        return new Datum.Quoted(content.toString());
    }

    private char escaped() {
        int c = text.peek();
        char meant =
                switch (c) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case '"', '\\', '/' -> (char) c;
                    case 'u' -> '\u0000';
                    default -> throw text.expected("one of n t r b f u \" \\ after '\\'");
                };
        text.take();
        return c == 'u' ? hexadecimal() : meant;
    }

    private char hexadecimal() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(text.peek(), 16);
            if (digit < 0) {
                throw text.expected("a hexadecimal digit");
            }
            code = code * 16 + digit;
            text.take();
        }
        return (char) code;
    }

    /** Skips blanks, commas and comments; returns the character after them. */
    int skipBlank() {
        for (; ; ) {
            int c = text.peek();
            if (c == ';') {
                skipLine();
            } else if (c == ',' || (c != SourceText.END && Character.isWhitespace(c))) {
                text.take();
            } else {
                return c;
            }
        }
    }

    private void skipLine() {
        while (text.peek() != '\n' && text.peek() != SourceText.END) {
            text.take();
        }
    }

    static @Nullable Datum field(Datum.Entries map, String keyword) {
        return map.entries().get(new Datum.Atom(keyword));
    }
}
