package dev.stampede.nemesis.tap.tampering;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The reply to a read transaction whose first operation is a getData. Immutable. */
final class Snapshot {
    private static final int GET_DATA = 4;
    private static final int MZXID_OFFSET = 8;

    private final long mzxid;
    private final byte[] first;
    private final byte[] rest;

    private Snapshot(long mzxid, byte[] first, byte[] rest) {
        this.mzxid = mzxid;
        this.first = first;
        this.rest = rest;
    }

    /** The mzxid of the first znode. */
    long mzxid() {
        return mzxid;
    }

    /** The encoded first result, with its header. */
    byte[] first() {
        return first;
    }

    /** The encoded other results. */
    byte[] rest() {
        return rest;
    }

    /** The snapshot in a reply; null if its first result is not that of a successful getData. */
    static @Nullable Snapshot of(WireReply reply) {
        ByteBuffer in = ByteBuffer.wrap(reply.body());
        try {
            int type = in.getInt();
            in.get(); // whether the results end here
            in.getInt(); // error
            if (type != GET_DATA) {
                return null;
            }
            int stat = in.position() + Integer.BYTES + Math.max(0, in.getInt());
            int end = stat + StatField.BYTES;
            return end > reply.body().length
                    ? null
                    : new Snapshot(
                            in.getLong(stat + MZXID_OFFSET),
                            Arrays.copyOf(reply.body(), end),
                            Arrays.copyOfRange(reply.body(), end, reply.body().length));
        } catch (BufferUnderflowException e) {
            return null;
        }
    }
}
