package dev.stampede.nemesis.tap.tampering;

import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.WireOpcode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A reply to a known request, with its bytes. Immutable: each change returns another reply. The arrays are not copied
 * and must not be changed.
 */
final class WireReply {
    static final int OK = ResultCode.OK.value();
    static final int NO_NODE = ResultCode.NONODE.value();
    static final int BAD_VERSION = ResultCode.BADVERSION.value();
    static final int NODE_EXISTS = ResultCode.NODEEXISTS.value();

    private static final int HEADER = 16;

    private final int xid;
    private final long zxid;
    private final int error;
    private final ClientFrame.Request request;
    private final @Nullable ZnodeStat stat;
    private final byte[] body;

    /** @param body the bytes behind the header */
    private WireReply(
            int xid, long zxid, int error, ClientFrame.Request request, @Nullable ZnodeStat stat, byte[] body) {
        this.xid = xid;
        this.zxid = zxid;
        this.error = error;
        this.request = request;
        this.stat = stat;
        this.body = body;
    }

    /** The reply in a frame that was kept as a whole; null if the frame is none, or its request is not known. */
    static @Nullable WireReply of(TappedFrame frame) {
        if (!(frame.frame() instanceof ClientFrame.Reply reply) || reply.request() == null || !frame.whole()) {
            return null;
        }
        byte[] all = bytes(frame);
        byte[] body = Arrays.copyOfRange(all, Math.min(HEADER, all.length), all.length);
        return new WireReply(reply.xid(), reply.zxid(), reply.error(), reply.request(), reply.stat(), body);
    }

    /** The successful reply of these types in a frame; null if the frame is none. */
    static @Nullable WireReply ok(TappedFrame frame, WireOpcode... opcodes) {
        boolean ok = frame.frame() instanceof ClientFrame.Reply reply && reply.error() == OK;
        return ok ? of(frame, opcodes) : null;
    }

    /** The reply of these types in a frame; null if the frame is none. */
    static @Nullable WireReply of(TappedFrame frame, WireOpcode... opcodes) {
        boolean matches = frame.frame() instanceof ClientFrame.Reply reply
                && reply.request() != null
                && Arrays.asList(opcodes).contains(reply.request().opcode());
        return matches ? of(frame) : null;
    }

    /** The bytes of a whole frame without its length. */
    static byte[] bytes(TappedFrame frame) {
        byte[] bytes = new byte[frame.bytes().remaining()];
        frame.bytes().duplicate().get(bytes);
        return bytes;
    }

    int xid() {
        return xid;
    }

    long zxid() {
        return zxid;
    }

    int error() {
        return error;
    }

    ClientFrame.Request request() {
        return request;
    }

    /** The Stat as it arrived; null if the reply has none. */
    @Nullable
    ZnodeStat stat() {
        return stat;
    }

    /** The bytes behind the header. */
    byte[] body() {
        return body;
    }

    /** The path of the request; empty if it has none. */
    String path() {
        return request.path() == null ? "" : request.path();
    }

    WireReply withZxid(long other) {
        return new WireReply(xid, other, error, request, stat, body);
    }

    /** A reply without a body. */
    WireReply withError(int code) {
        return new WireReply(xid, zxid, code, request, null, new byte[0]);
    }

    /** A successful reply with this body. */
    WireReply withBody(byte[] other) {
        return new WireReply(xid, zxid, OK, request, stat, other);
    }

    /** Replaces a field of the Stat that ends the body. */
    WireReply with(StatField field, long value) {
        byte[] changed = body.clone();
        field.put(ByteBuffer.wrap(changed), changed.length - StatField.BYTES, value);
        return new WireReply(xid, zxid, error, request, stat, changed);
    }

    /** The part of the body before the Stat that ends it. */
    byte[] beforeStat() {
        return Arrays.copyOf(body, body.length - StatField.BYTES);
    }

    /** The Stat that ends the body. */
    byte[] statBytes() {
        return Arrays.copyOfRange(body, body.length - StatField.BYTES, body.length);
    }

    /** The bytes of the frame, with its length. */
    byte[] frame() {
        return JuteWriter.frame(new JuteWriter()
                .writeInt(xid)
                .writeLong(zxid)
                .writeInt(error)
                .writeBytes(body)
                .bytes());
    }
}
