package dev.stampede.checker.format;

import dev.stampede.checker.model.Datum;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads EDN, one value after another (https://github.com/edn-format/edn). Tags are skipped, their values kept; comments
 * and what follows {@code #_} are left out. Not thread-safe.
 *
 * <p>It does not recurse; values may be nested up to {@link #DEEPEST}, texts may have up to {@link #LONGEST} characters.
 * Equal texts are mostly one object, see {@link Interner}.
 */
public final class EdnReader {
    static final int DEEPEST = 1_000;
    static final int LONGEST = 1 << 26;

    private final SourceText text;
    private final Interner atoms = new Interner(Datum.Atom::new);
    private final Interner quoted = new Interner(Datum.Quoted::new);
    private char[] scratch = new char[64];
    private int discards;

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
    private record Open(char opener, int line, int column, List<Datum> items) {
        char close() {
            return opener == '[' ? ']' : opener == '(' ? ')' : '}';
        }

        Datum closed() {
            return opener == '{' ? entries(items) : new Datum.Items(items);
        }
    }

    /** The next value. */
    Datum value() {
        int c = skipBlank();
        return c == '"' ? text() : c == '[' || c == '(' || c == '{' || c == '#' ? nested() : atom(c);
    }

    private Datum nested() {
        Deque<Open> open = new ArrayDeque<>();
        for (; ; ) {
            int c = skipBlank();
            Datum done;
            if (c == '[' || c == '(' || c == '{') {
                open(open, (char) c);
                continue;
            } else if (c == '#') {
                if (!afterHash(open)) {
                    continue;
                }
                done = atom(text.peek());
            } else if (!open.isEmpty() && c == open.getFirst().close()) {
                text.take();
                done = close(open.pop());
            } else if (c == SourceText.END) {
                throw text.expected(open.isEmpty() ? "a value" : unclosed(open.getFirst()));
            } else if (!open.isEmpty() && (c == ']' || c == ')' || c == '}')) {
                throw text.expected("a value or " + unclosed(open.getFirst()));
            } else {
                done = c == '"' ? text() : atom(c);
            }
            if (open.isEmpty()) {
                return done;
            }
            open.getFirst().items().add(done);
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

    private void open(Deque<Open> open, char opener) {
        if (open.size() == DEEPEST) {
            throw text.expected("values nested no deeper than " + DEEPEST);
        }
        open.push(new Open(opener, text.line(), text.column(), new ArrayList<>()));
        text.take();
    }

    /** Opens a set or skips a tag. True if it is an atom instead, such as {@code ##NaN}, of which the # is taken. */
    private boolean afterHash(Deque<Open> open) {
        switch (text.peekSecond()) {
            case '{' -> {
                text.take();
                open(open, '#');
            }
            case '"' -> text.take();
            case '#', '\'' -> {
                text.take();
                return true;
            }
            default -> skipTag();
        }
        return false;
    }

    /** Skips a tag such as {@code #inst}. */
    void skipTag() {
        text.take();
        atom(text.peek());
    }

    private static Datum entries(List<Datum> items) {
        if (items.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    "expected as many values as keys, found a map of " + items.size() + " values in all");
        }
        Map<Datum, Datum> entries = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i += 2) {
            entries.put(items.get(i), items.get(i + 1));
        }
        return new Datum.Entries(entries);
    }

    private Datum atom(int first) {
        int length = 0;
        if (first == '\\') {
            keep(length++, text.take());
            if (text.peek() == SourceText.END) {
                throw text.expected("a character after '\\'");
            }
            keep(length++, text.take());
        }
        for (int c = text.peek(); !delimiter(c); c = text.peek()) {
            keep(length++, c);
            text.take();
        }
        if (length == 0) {
            throw text.expected("a value");
        }
        return atoms.of(scratch, length);
    }

    private void keep(int at, int c) {
        if (at == scratch.length) {
            if (at >= LONGEST) {
                throw text.expected("texts of at most " + LONGEST + " characters");
            }
            scratch = Arrays.copyOf(scratch, 2 * at);
        }
        if (c == '\ufffd') {
            throw text.expected("a text in UTF-8");
        }
        scratch[at] = (char) c;
    }

    private static boolean delimiter(int c) {
        return switch (c) {
            case SourceText.END, ' ', '\n', '\r', '\t', ',', ';', '"', '[', ']', '(', ')', '{', '}' -> true;
            default -> c < ' ' || (c > '~' && Character.isWhitespace(c));
        };
    }

    private Datum text() {
        int line = text.line();
        int column = text.column();
        int length = 0;
        text.take();
        while (text.peek() != '"') {
            if (text.peek() == SourceText.END) {
                throw text.at(
                        line,
                        column,
                        "expected a text that ends with '\"', found the end of the "
                                + (text.atEndOfFile() ? "file" : "line"));
            }
            int c = text.take();
            keep(length++, c == '\\' ? escaped() : c);
        }
        text.take();
        return quoted.of(scratch, length);
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

    /** Skips blanks, commas, comments and what is to be left out; returns the character after them. */
    int skipBlank() {
        for (; ; ) {
            int c = text.peek();
            if (c == ' ' || c == '\n' || c == ',' || c == '\t' || c == '\r') {
                text.take();
            } else if (c == ';') {
                skipComment();
            } else if (c == '#' && text.peekSecond() == '_') {
                leaveOut();
            } else if (c != SourceText.END && Character.isWhitespace(c)) {
                text.take();
            } else {
                return c;
            }
        }
    }

    private void leaveOut() {
        if (++discards > DEEPEST) {
            throw text.expected("no more than " + DEEPEST + " of #_ one after another");
        }
        try {
            text.take();
            text.take();
            value();
        } finally {
            discards--;
        }
    }

    private void skipComment() {
        while (text.peek() != '\n' && text.peek() != SourceText.END) {
            text.take();
        }
    }
}
