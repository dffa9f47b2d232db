package dev.stampede.checker.edn;

import dev.stampede.checker.edn.SourceText.Run;
import dev.stampede.checker.edn.ValueInterner.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads EDN, one value after another (https://github.com/edn-format/edn). It skips tags, but not the tagged values. It
 * skips comments, and values after {@code #_}. Not thread-safe.
 *
 * <p>It does not recurse. Values can be nested up to {@link #MAX_DEPTH} levels, and strings can have up to {@link
 * SourceText#MAX_LENGTH} bytes. Equal values have equal text forms: whole numbers are normalised, and sets are sorted
 * by the text forms of their items. Equal atoms and strings are usually one object, see {@link ValueInterner}; nil is
 * always {@link EdnValue.Atom#NIL} itself.
 */
public final class EdnReader {
    static final int MAX_DEPTH = 1_000;

    private final SourceText text;
    private final ValueInterner atoms = new ValueInterner(Form.ATOMS);
    private final ValueInterner quoted = new ValueInterner(Form.QUOTED);
    private int discards;

    public EdnReader(SourceText text) {
        this.text = text;
    }

    /**
     * Parses a string that contains exactly one value.
     *
     * @throws FormatException if the string is not EDN, or contains more than one value
     */
    public static EdnValue parse(String edn) {
        SourceText source = SourceText.of(edn);
        EdnReader reader = new EdnReader(source);
        EdnValue value = reader.value();
        reader.skipBlank();
        if (source.peek() != SourceText.END) {
            throw source.expected("the end of the string");
        }
        return value;
    }

    /**
     * A collection that is being read: its opening character ('#' for a set), position, depth, enclosing collection and
     * items so far.
     */
    private record Open(char opener, int line, int column, int depth, @Nullable Open outer, List<EdnValue> items) {
        char close() {
            return opener == '[' ? ']' : opener == '(' ? ')' : '}';
        }

        EdnValue closed() {
            return opener == '{' ? entries(items) : new EdnValue.Items(opener == '#' ? distinct(items) : items);
        }
    }

    /** The next value. */
    public EdnValue value() {
        int c = skipBlank();
        return c == '"' ? text() : c == '[' || c == '(' || c == '{' || c == '#' ? nested() : atom();
    }

    private EdnValue nested() {
        Open open = null;
        for (; ; ) {
            int c = skipBlank();
            EdnValue done;
            if (c == '[' || c == '(' || c == '{') {
                open = open((char) c, open);
                continue;
            } else if (c == '#') {
                int second = text.peekSecond();
                if (second == '{') {
                    open = open('#', open);
                    text.take();
                    continue;
                }
                text.take();
                if (second == '"') {
                    continue;
                } else if (second != '#' && second != '\'') {
                    atom();
                    continue;
                }
                done = atom();
            } else if (open != null && c == open.close()) {
                text.take();
                done = closed(open);
                open = open.outer();
            } else if (c == SourceText.END) {
                throw text.expected(open == null ? "a value" : unclosed(open));
            } else if (open != null && (c == ']' || c == ')' || c == '}')) {
                throw text.expected("a value or " + unclosed(open));
            } else {
                done = c == '"' ? text() : atom();
            }
            if (open == null) {
                return done;
            }
            open.items().add(done);
        }
    }

    private EdnValue closed(Open open) {
        try {
            return open.closed();
        } catch (IllegalArgumentException e) {
            throw text.at(open.line(), open.column(), String.valueOf(e.getMessage()));
        }
    }

    private static String unclosed(Open open) {
        return "'" + open.close() + "' for the collection at line " + open.line() + ", column " + open.column();
    }

    private Open open(char opener, @Nullable Open outer) {
        int depth = outer == null ? 1 : outer.depth() + 1;
        if (depth > MAX_DEPTH) {
            throw text.expected("values nested no deeper than " + MAX_DEPTH);
        }
        Open open = new Open(opener, text.line(), text.column(), depth, outer, new ArrayList<>());
        text.take();
        return open;
    }

    /** Skips a tag such as {@code #inst}. */
    public void skipTag() {
        text.take();
        atom();
    }

    private static EdnValue entries(List<EdnValue> items) {
        if (items.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    "expected as many values as keys, found a map of " + items.size() + " values in all");
        }
        Map<EdnValue, EdnValue> entries = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i += 2) {
            if (entries.put(items.get(i), items.get(i + 1)) != null) {
                throw new IllegalArgumentException("expected a map with each key once, found "
                        + items.get(i).text() + " again");
            }
        }
        return new EdnValue.Entries(entries);
    }

    private static List<EdnValue> distinct(List<EdnValue> items) {
        List<EdnValue> sorted = new ArrayList<>(items);
        sorted.sort(Comparator.comparing(EdnValue::text));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).equals(sorted.get(i - 1))) {
                throw new IllegalArgumentException("expected a set with each item once, found "
                        + sorted.get(i).text() + " again");
            }
        }
        return sorted;
    }

    private EdnValue atom() {
        if (text.peek() == '\\') {
            return character();
        }
        int length = text.pass(Run.ATOM);
        if (length == 0) {
            throw text.expected("a value");
        }
        return atoms.of(text.bytes(), text.start(), length);
    }

    /** A character literal such as {@code \a}, {@code \newline} or <code>\{</code>. */
    private EdnValue character() {
        text.take();
        int length = text.pass(Run.ATOM);
        if (length > 0) {
            return new EdnValue.Atom('\\' + text.passed(length));
        }
        if (text.peek() == SourceText.END) {
            throw text.expected("a character after '\\'");
        }
        return new EdnValue.Atom('\\' + Character.toString(text.take()));
    }

    private EdnValue text() {
        int line = text.line();
        int column = text.column();
        text.take();
        int length = text.pass(Run.QUOTED);
        if (text.peek() == '"') {
            EdnValue whole = quoted.of(text.bytes(), text.start(), length);
            text.take();
            return whole;
        }
        StringBuilder content = new StringBuilder(text.passed(length));
        while (text.peek() != '"') {
            if (text.peek() == SourceText.END) {
                throw text.at(
                        line,
                        column,
                        "expected a string that ends with '\"', found the end of the "
                                + (text.atEndOfFile() ? "file" : "line"));
            }
            text.take();
            content.append(escaped());
            content.append(text.passed(text.pass(Run.QUOTED)));
        }
        text.take();
        return new EdnValue.Quoted(content.toString());
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

    /** Skips blanks, commas, comments and discarded values; returns the character after them. */
    public int skipBlank() {
        for (; ; ) {
            int c = text.skipBlanks();
            if (c == ';') {
                text.skipToLineEnd();
            } else if (c == '#' && text.peekSecond() == '_') {
                discard();
            } else if (c >= 0x80 && Character.isWhitespace(c)) {
                text.take();
            } else {
                return c;
            }
        }
    }

    private void discard() {
        if (++discards > MAX_DEPTH) {
            throw text.expected("no more than " + MAX_DEPTH + " of #_ one after another");
        }
        try {
            text.take();
            text.take();
            value();
        } finally {
            discards--;
        }
    }
}
