package dev.stampede.nemesis.toxiproxy.buffer;

import java.nio.ByteBuffer;

/**
 * Consecutive bytes of a stream, with the time at which they count as received. Immutable: no code writes to the array.
 */
public final class Chunk {
    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final long stampNanos;

    private Chunk(byte[] bytes, int offset, int length, long stampNanos) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.stampNanos = stampNanos;
    }

    /** A chunk that uses this array without copying it. */
    public static Chunk of(byte[] bytes, long stampNanos) {
        return new Chunk(bytes, 0, bytes.length, stampNanos);
    }

    public static Chunk copyOf(ByteBuffer buffer, long stampNanos) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return of(copy, stampNanos);
    }

    public int length() {
        return length;
    }

    /** The time at which the bytes count as received, on {@link MonotonicClock}. */
    public long stampNanos() {
        return stampNanos;
    }

    Chunk first(int count) {
        return new Chunk(bytes, offset, count, stampNanos);
    }

    Chunk after(int count) {
        return new Chunk(bytes, offset + count, length - count, stampNanos);
    }

    public Chunk stamped(long nanos) {
        return new Chunk(bytes, offset, length, nanos);
    }

    Chunk followedBy(Chunk next) {
        byte[] both = new byte[length + next.length];
        System.arraycopy(bytes, offset, both, 0, length);
        System.arraycopy(next.bytes, next.offset, both, length, next.length);
        return new Chunk(both, 0, both.length, stampNanos);
    }

    public ByteBuffer view() {
        return ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer();
    }

    public byte[] array() {
        return bytes;
    }

    public int offset() {
        return offset;
    }
}
