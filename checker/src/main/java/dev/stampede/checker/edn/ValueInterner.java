package dev.stampede.checker.edn;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one value for equal texts, so that a history of millions of operations on a few values holds these once, and
 * none is made only to be thrown away: texts are looked up by their bytes.
 *
 * <p>It keeps at most {@link #MOST}, none longer than {@link #LONGEST}; others are made anew each time. Not thread-safe.
 */
public final class ValueInterner {
    static final int MOST = 1 << 15;
    static final int LONGEST = 1 << 8;

    private static final int FIRST = 1 << 8;

    private final Making making;
    private @Nullable Entry[] entries = new Entry[FIRST];
    private int size;

    public ValueInterner(Making making) {
        this.making = making;
    }

    /** Compared by {@link #equal} only. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(byte[] text, EdnValue value) {}

    /** What becomes of a text. */
    public enum Making {
        ATOMS,
        QUOTED,
        /** Atoms without the colon that a keyword begins with. */
        NAMES;

        EdnValue made(String text) {
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

    /** The value of a text in UTF-8. */
    public EdnValue of(byte[] bytes, int from, int length) {
        if (length > LONGEST) {
            return made(bytes, from, length);
        }
        int slot = slot(hash(bytes, from, length), entries.length);
        for (Entry entry = entries[slot]; entry != null; entry = entries[slot]) {
            if (equal(entry.text(), bytes, from, length)) {
                return entry.value();
            }
            slot = (slot + 1) & (entries.length - 1);
        }
        EdnValue value = made(bytes, from, length);
        if (size < MOST) {
            entries[slot] = new Entry(Arrays.copyOfRange(bytes, from, from + length), value);
            if (++size > entries.length / 2) {
                grow();
            }
        }
        return value;
    }

    private EdnValue made(byte[] bytes, int from, int length) {
        return making.made(new String(bytes, from, length, StandardCharsets.UTF_8));
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
