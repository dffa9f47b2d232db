package dev.stampede.nemesis.tap;

import dev.stampede.checker.history.data.ZnodeStat;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads Jute values from a buffer. Every method throws {@link BufferUnderflowException} if the value is not complete or
 * its length is impossible; the position of the buffer is then undefined. Not thread-safe.
 */
public final class JuteReader {
    /** The length of an encoded Stat. */
    static final int STAT_BYTES = 68;

    private final ByteBuffer in;

    public JuteReader(ByteBuffer in) {
        this.in = in.duplicate();
    }

    public int remaining() {
        return in.remaining();
    }

    public int readInt() {
        return in.getInt();
    }

    public long readLong() {
        return in.getLong();
    }

    public boolean readBoolean() {
        return in.get() != 0;
    }

    /** A string; empty for a null string, which has the length -1. */
    public String readString() {
        byte[] bytes = readBuffer();
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    public byte @Nullable [] readBuffer() {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        need(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    void skipBuffer() {
        int length = in.getInt();
        if (length > 0) {
            skip(length);
        }
    }

    /** Skips a list of ACLs. */
    public void skipAcls() {
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            skip(4);
            skipBuffer();
            skipBuffer();
        }
    }

    ZnodeStat readStat() {
        need(STAT_BYTES);
        long czxid = in.getLong();
        long mzxid = in.getLong();
        skip(8); // ctime
        long mtime = in.getLong();
        int version = in.getInt();
        int cversion = in.getInt();
        int aversion = in.getInt();
        long owner = in.getLong();
        int dataLength = in.getInt();
        int children = in.getInt();
        long pzxid = in.getLong();
        return new ZnodeStat(czxid, mzxid, pzxid, mtime, version, cversion, aversion, owner, dataLength, children);
    }

    private void skip(int bytes) {
        need(bytes);
        in.position(in.position() + bytes);
    }

    private void need(int bytes) {
        if (bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
    }
}
