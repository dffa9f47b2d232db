package dev.stampede.checker.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An append-only byte buffer for numbers and strings, which can be read from any position.
 *
 * <p>A number takes one byte for each seven bits (zig-zag encoding keeps small negative numbers short). Strings that
 * repeat (names, paths, codes) and session ids are stored once and referenced afterwards. Appended bytes never change,
 * so readers can continue while one thread appends.
 *
 * <p>Appending is not thread-safe; the view that {@link #freeze()} returns is.
 */
final class ByteBufferStore {
    /**
     * The maximum number of strings, and of session ids, in the pool. Further ones are stored in full at each
     * occurrence.
     */
    private static final int MAX_POOL = 1 << 16;

    /** Positions are unsigned 32-bit numbers. */
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
     * The position of the next value, as an unsigned number.
     *
     * @throws IllegalStateException if the store is full
     */
    int position() {
        long position = Math.max(0L, chunks.size() - 1L) * CHUNK + (chunks.isEmpty() ? 0 : used);
        if (position >= MAX_BYTES) {
            throw new IllegalStateException(
                    "expected a history of at most 4 GiB in memory (about 30 million operations),"
                            + " found a longer one: read it as a stream of events");
        }
        return (int) position;
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

    /** Appends a string that probably occurs once, or null. */
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

    /** Appends a string that probably repeats, or null. */
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

    /** The number of the value in the pool, from 1; 0 if the pool is full. */
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

    /** A view of everything appended so far, without later values. */
    Frozen freeze() {
        return new Frozen(
                chunks.toArray(byte[][]::new),
                texts.toArray(String[]::new),
                sessions.stream().mapToLong(Long::longValue).toArray());
    }

    /** The contents of a store at one moment. Immutable and safe to share between threads. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the arrays are this package's own
    record Frozen(byte[][] chunks, String[] texts, long[] sessions) {

        /** A cursor that reads from this position. */
        Cursor at(int position) {
            return new Cursor(this, Integer.toUnsignedLong(position));
        }
    }

    /** Reads values one after another. Not thread-safe. */
    static final class Cursor {
        private final Frozen store;
        private byte[] chunk;
        /** The index of the chunk after {@link #chunk}. */
        private int next;

        private int at;

        private Cursor(Frozen store, long position) {
            this.store = store;
            this.next = (int) (position >>> CHUNK_BITS);
            this.chunk = store.chunks[next++];
            this.at = (int) (position & (CHUNK - 1));
        }

        private byte next() {
            if (at == CHUNK) {
                chunk = store.chunks[next++];
                at = 0;
            }
            return chunk[at++];
        }

        long number() {
            byte octet = next();
            if (octet >= 0) {
                long value = octet;
                return (value >>> 1) ^ -(value & 1);
            }
            long rest = octet & 0x7f;
            int shift = 7;
            octet = next();
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
            if (length <= CHUNK - at) {
                at += length;
                return new String(chunk, at - length, length, StandardCharsets.UTF_8);
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
            return known < 0 ? null : known == 0 ? text() : store.texts[known - 1];
        }

        /** Reads a name that was not null when it was written. */
        String someName() {
            String name = name();
            return name == null ? "" : name;
        }

        long session() {
            int known = small();
            return known == 0 ? number() : store.sessions[known - 1];
        }
    }
}
