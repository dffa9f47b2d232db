package dev.stampede.nemesis.tap.tampering;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a read transaction whose first operation is a getData.
 *
 * @param mzxid the mzxid of the first znode
 * @param first the encoded first result, with its header
 * @param rest the encoded other results
 */
record Snapshot(long mzxid, byte[] first, byte[] rest) {
    private static final int GET_DATA = 4;
    private static final int MZXID_OFFSET = 8;

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
