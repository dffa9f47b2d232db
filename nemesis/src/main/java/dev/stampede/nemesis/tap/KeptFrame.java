package dev.stampede.nemesis.tap;

import java.nio.ByteBuffer;

/**
 * The kept bytes of one frame, without its length: all bytes of a short frame ({@value #WHOLE} bytes at most), the
 * beginning and the end of a long one. Not thread-safe.
 */
final class KeptFrame {
    /** The maximum length of a short frame. */
    static final int WHOLE = 16 * 1024;
    /** The number of bytes that are kept from the beginning of a long frame. */
    static final int HEAD = 1024;
    /** The number of bytes that are kept from the end of a long frame. */
    static final int TAIL = 128;

    private final int length;
    private final byte[] head;
    private final byte[] tail;
    private int bytesRead;

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
        return bytesRead >= head.length;
    }

    boolean complete() {
        return bytesRead == length;
    }

    int missing() {
        return length - bytesRead;
    }

    /** Reads the next bytes of the frame, at most {@link #missing}. */
    void read(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), length - bytesRead);
        ByteBuffer part = bytes.duplicate();
        part.limit(part.position() + count);
        int toHead = Math.min(part.remaining(), Math.max(0, head.length - bytesRead));
        part.get(head, Math.min(bytesRead, head.length), toHead);
        bytesRead += toHead;
        keepTail(part);
        bytes.position(bytes.position() + count);
    }

    private void keepTail(ByteBuffer part) {
        int tailBegins = length - tail.length;
        int skipped = Math.min(part.remaining(), Math.max(0, tailBegins - bytesRead));
        part.position(part.position() + skipped);
        bytesRead += skipped;
        int toTail = part.remaining();
        if (toTail > 0) {
            part.get(tail, bytesRead - tailBegins, toTail);
            bytesRead += toTail;
        }
    }

    /** The beginning of the frame; all of it if it is short. */
    ByteBuffer head() {
        return ByteBuffer.wrap(head, 0, Math.min(bytesRead, head.length)).asReadOnlyBuffer();
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
