package dev.stampede.checker.edn;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Returns one value object for equal strings, so that a history of millions of operations on a few values stores each
 * value once. Strings are looked up by their bytes, without creating a temporary string.
 *
 * <p>It caches at most {@link #MAX_VALUES} values, none longer than {@link #MAX_LENGTH}; others are created at each
 * call. Not thread-safe.
 */
public final class ValueInterner {
    static final int MAX_VALUES = 1 << 15;
    static final int MAX_LENGTH = 1 << 8;

    private static final int FIRST = 1 << 4;

    private final Form form;
    private @Nullable Entry[] entries = new Entry[FIRST];
    private int size;

    public ValueInterner(Form form) {
        this.form = form;
    }

    /** Compared only by {@link #equal}. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(byte[] text, EdnValue value) {}

    /** How a string becomes a value. */
    public enum Form {
        ATOMS,
        QUOTED,
        /** Atoms without the leading colon of a keyword. */
        NAMES;

        EdnValue create(String text) {
            return switch (this) {
                case ATOMS -> atom(text);
                case QUOTED -> new EdnValue.Quoted(text);
                case NAMES -> new EdnValue.Atom(text.startsWith(":") ? text.substring(1) : text);
            };
        }

        private static EdnValue atom(String text) {
            return text.equals(EdnValue.Atom.NIL.text())
                    ? EdnValue.Atom.NIL
                    : new EdnValue.Atom(WholeNumbers.plain(text));
        }
    }

    /** The value of a UTF-8 string. */
    public EdnValue of(byte[] bytes, int from, int length) {
        if (length > MAX_LENGTH) {
            return create(bytes, from, length);
        }
        int slot = slot(hash(bytes, from, length), entries.length);
        for (Entry entry = entries[slot]; entry != null; entry = entries[slot]) {
            if (equal(entry.text(), bytes, from, length)) {
                return entry.value();
            }
            slot = (slot + 1) & (entries.length - 1);
        }
        EdnValue value = create(bytes, from, length);
        if (size < MAX_VALUES) {
            entries[slot] = new Entry(Arrays.copyOfRange(bytes, from, from + length), value);
            if (++size > entries.length / 2) {
                grow();
            }
        }
        return value;
    }

    private EdnValue create(byte[] bytes, int from, int length) {
        return form.create(new String(bytes, from, length, StandardCharsets.UTF_8));
    }

    private void grow() {
        @Nullable Entry[] old = entries;
        entries = new Entry[2 * old.length];
        for (Entry entry : old) {
            if (entry != null) {
                int slot = slot(hash(entry.text(), 0, entry.text().length), entries.length);
                while (entries[slot] != null) {
                    slot = (slot + 1) & (entries.length - 1);
                }
                entries[slot] = entry;
            }
        }
    }

    private static int hash(byte[] bytes, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    private static int slot(int hash, int capacity) {
        return (((hash * 0x9E3779B9) >>> 16) ^ hash) & (capacity - 1);
    }

    private static boolean equal(byte[] text, byte[] bytes, int from, int length) {
        if (text.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[i] != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
