package dev.stampede.nemesis.tap;

import java.nio.ByteBuffer;

/**
 * The kept bytes of one frame, without its length: all of a short frame, the beginning and the end of a long one. Not
 * thread-safe.
 */
final class KeptFrame {
    /** The length up to which all bytes of a frame are kept. */
    static final int WHOLE = 16 * 1024;
    /** The number of bytes that are kept from the beginning of a longer frame. */
    static final int HEAD = 1024;
    /** The number of bytes that are kept from the end of a longer frame. */
    static final int TAIL = 128;

    private final int length;
    private final byte[] head;
    private final byte[] tail;
    private int seen;

    /** @param length the length of the frame in bytes, without the 4 bytes of the length itself */
    KeptFrame(int length) {
        this.length = length;
        this.head = new byte[length <= WHOLE ? length : HEAD];
        this.tail = new byte[length <= WHOLE ? 0 : TAIL];
    }

    int length() {
        return length;
    }

    boolean whole() {
        return length <= WHOLE;
    }

    /** Whether the beginning has been read. */
    boolean headRead() {
        return seen >= head.length;
    }

    boolean complete() {
        return seen == length;
    }

    int missing() {
        return length - seen;
    }

    /** Reads the next bytes of the frame, at most as many as it has. */
    void read(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), length - seen);
        ByteBuffer part = bytes.duplicate();
        part.limit(part.position() + count);
        int toHead = Math.min(part.remaining(), Math.max(0, head.length - seen));
        part.get(head, Math.min(seen, head.length), toHead);
        seen += toHead;
        keepTail(part);
        bytes.position(bytes.position() + count);
    }

    private void keepTail(ByteBuffer part) {
        int tailBegins = length - tail.length;
        int skipped = Math.min(part.remaining(), Math.max(0, tailBegins - seen));
        part.position(part.position() + skipped);
        seen += skipped;
        int toTail = part.remaining();
        if (toTail > 0) {
            part.get(tail, seen - tailBegins, toTail);
            seen += toTail;
        }
    }

    /** The beginning of the frame; all of it if it is short. */
    ByteBuffer head() {
        return ByteBuffer.wrap(head, 0, Math.min(seen, head.length)).asReadOnlyBuffer();
    }

    /**
     * The last bytes of a complete frame.
     *
     * @param bytes at most {@link #TAIL}
     * @return fewer bytes if the frame is shorter
     */
    ByteBuffer last(int bytes) {
        byte[] from = whole() ? head : tail;
        int count = Math.min(bytes, from.length);
        return ByteBuffer.wrap(from, from.length - count, count).slice().asReadOnlyBuffer();
    }
}
