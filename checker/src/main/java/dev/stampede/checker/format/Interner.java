package dev.stampede.checker.format;

import dev.stampede.checker.model.Datum;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one value for equal texts, so that a history of millions of operations on a few values holds these once, and
 * none is made only to be thrown away.
 *
 * <p>It keeps at most {@link #MOST}; further ones are made anew each time. Not thread-safe.
 */
final class Interner {
    static final int MOST = 1 << 15;

    private static final int FIRST = 1 << 8;

    private final Function<String, Datum> make;
    private @Nullable String[] texts = new String[FIRST];
    private @Nullable Datum[] values = new Datum[FIRST];
    private int size;

    Interner(Function<String, Datum> make) {
        this.make = make;
    }

    /** The value of the first characters. */
    Datum of(char[] characters, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + characters[i];
        }
        int slot = slot(hash, texts.length);
        for (String text = texts[slot]; text != null; text = texts[slot]) {
            if (equal(text, characters, length)) {
                Datum value = values[slot];
                if (value != null) {
                    return value;
                }
            }
            slot = (slot + 1) & (texts.length - 1);
        }
        String text = new String(characters, 0, length);
        Datum value = make.apply(text);
        if (size < MOST) {
            put(slot, text, value);
        }
        return value;
    }

    private void put(int slot, String text, Datum value) {
        texts[slot] = text;
        values[slot] = value;
        if (++size > texts.length / 2) {
            grow();
        }
    }

    private void grow() {
        @Nullable String[] oldTexts = texts;
        @Nullable Datum[] oldValues = values;
        texts = new String[2 * oldTexts.length];
        values = Arrays.copyOf(values, 2 * oldValues.length);
        Arrays.fill(values, null);
        for (int i = 0; i < oldTexts.length; i++) {
            String text = oldTexts[i];
            if (text != null) {
                int slot = slot(text.hashCode(), texts.length);
                while (texts[slot] != null) {
                    slot = (slot + 1) & (texts.length - 1);
                }
                texts[slot] = text;
                values[slot] = oldValues[i];
            }
        }
    }

    private static int slot(int hash, int capacity) {
        return (((hash * 0x9E3779B9) >>> 16) ^ hash) & (capacity - 1);
    }

    private static boolean equal(String text, char[] characters, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != characters[i]) {
                return false;
            }
        }
        return true;
    }
}
