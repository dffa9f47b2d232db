package dev.stampede.checker.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that numbers and texts are appended to, and read back from any place.
 *
 * <p>Numbers take one byte for each seven bits (zig-zag, so that small negative ones are short as well). Texts that come
 * again and again (names, paths, codes) and session ids are kept once and referred to. Nothing that was appended ever
 * changes, so that a reader may go on reading while one writer appends.
 *
 * <p>Appending is not thread-safe; {@link #freeze()} gives a view that is.
 */
final class ByteBufferStore {
    /** How many different texts, and how many session ids, are kept once; those beyond are written out each time. */
    private static final int MAX_POOL = 1 << 16;

    /** Places are unsigned numbers of 32 bits. */
    private static final long MAX_BYTES = (1L << 32) - 1;

    private static final int CHUNK_BITS = 18;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] chunk = new byte[0];
    private int used = CHUNK;
    private final Map<Object, Integer> pool = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final List<Long> sessions = new ArrayList<>();

    /**
     * The place of what is appended next, as an unsigned number.
     *
     * @throws IllegalStateException if the arena is full
     */
    int place() {
        long place = Math.max(0L, chunks.size() - 1L) * CHUNK + (chunks.isEmpty() ? 0 : used);
        if (place >= MAX_BYTES) {
            throw new IllegalStateException(
                    "expected a history of at most 4 GiB in memory (about 30 million operations),"
                            + " found a longer one: read it as a stream of events");
        }
        return (int) place;
    }

    private void put(int octet) {
        if (used == CHUNK) {
            chunk = new byte[CHUNK];
            chunks.add(chunk);
            used = 0;
        }
        chunk[used++] = (byte) octet;
    }

    void number(long number) {
        long rest = (number << 1) ^ (number >> 63);
        while ((rest & ~0x7fL) != 0) {
            put((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        put((int) rest);
    }

    /** A text that is probably unlike the others, or null. */
    void text(@Nullable String text) {
        if (text == null) {
            number(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        for (byte octet : bytes) {
            put(octet);
        }
    }

    /** A text that probably comes again, or null. */
    void name(@Nullable String name) {
        if (name == null) {
            number(-1);
        } else {
            int known = pooled(name, texts);
            number(known);
            if (known == 0) {
                text(name);
            }
        }
    }

    void session(long session) {
        int known = pooled(session, sessions);
        number(known);
        if (known == 0) {
            number(session);
        }
    }

    /** Its number from 1 in the pool, 0 if the pool is full. */
    private <T> int pooled(T value, List<T> values) {
        Integer known = pool.get(value);
        if (known != null) {
            return known;
        }
        if (values.size() == MAX_POOL) {
            return 0;
        }
        values.add(value);
        pool.put(value, values.size());
        return values.size();
    }

    /** A view of what has been appended so far; it does not see what comes later. */
    Frozen freeze() {
        return new Frozen(
                chunks.toArray(byte[][]::new),
                texts.toArray(String[]::new),
                sessions.stream().mapToLong(Long::longValue).toArray());
    }

    /** What had been appended to an arena at one time. Immutable and safe to share between threads. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the arrays are this package's own
    record Frozen(byte[][] chunks, String[] texts, long[] sessions) {

        /** Reads on from a place. */
        Cursor at(int place) {
            return new Cursor(this, Integer.toUnsignedLong(place));
        }
    }

    /** Reads one thing after another. Not thread-safe. */
    static final class Cursor {
        private final Frozen arena;
        private long place;

        private Cursor(Frozen arena, long place) {
            this.arena = arena;
            this.place = place;
        }

        private byte next() {
            byte octet = arena.chunks[(int) (place >>> CHUNK_BITS)][(int) (place & (CHUNK - 1))];
            place++;
            return octet;
        }

        long number() {
            long rest = 0;
            int shift = 0;
            byte octet = next();
            while (octet < 0) {
                rest |= (long) (octet & 0x7f) << shift;
                shift += 7;
                octet = next();
            }
            rest |= (long) octet << shift;
            return (rest >>> 1) ^ -(rest & 1);
        }

        int small() {
            return (int) number();
        }

        @Nullable
        String text() {
            int length = small();
            if (length < 0) {
                return null;
            }
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = next();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Nullable
        String name() {
            int known = small();
            return known < 0 ? null : known == 0 ? text() : arena.texts[known - 1];
        }

        /** A name that was not null when it was written. */
        String someName() {
            String name = name();
            return name == null ? "" : name;
        }

        long session() {
            int known = small();
            return known == 0 ? number() : arena.sessions[known - 1];
        }
    }
}
