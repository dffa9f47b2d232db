package dev.stampede.nemesis.tap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.proto.Create2Response;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.ExistsResponse;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.ReplyHeader;
import org.apache.zookeeper.proto.RequestHeader;
import org.apache.zookeeper.proto.SetDataResponse;

/** Frames of requests and replies about a few znodes. */
final class TamperedFrames {
    static final int CHANGED = 3;

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] joined(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(frames).forEach(all::writeBytes);
        return all.toByteArray();
    }

    static Stat stat(long mzxid, int version) {
        return new Stat(0x10, mzxid, 1_000, 1_000 + version, version, 0, 0, 0, 2, 0, 0x10);
    }

    static Stat stat(Consumer<Stat> change) {
        Stat stat = stat(0x15, 2);
        stat.setNumChildren(4);
        change.accept(stat);
        return stat;
    }

    static byte[] data(int xid, long zxid, String data, Stat stat) {
        return WireFrames.frame(new ReplyHeader(xid, zxid, 0), new GetDataResponse(bytes(data), stat));
    }

    static byte[] exists(int xid, String path) {
        return WireFrames.frame(new RequestHeader(xid, OpCode.exists), new ExistsRequest(path, false));
    }

    static byte[] existing(int xid, long zxid, Stat stat) {
        return WireFrames.frame(new ReplyHeader(xid, zxid, 0), new ExistsResponse(stat));
    }

    static byte[] set(int xid, long zxid, Stat stat) {
        return WireFrames.frame(new ReplyHeader(xid, zxid, 0), new SetDataResponse(stat));
    }

    static byte[] delete(int xid, String path, int version) {
        return WireFrames.frame(new RequestHeader(xid, OpCode.delete), new DeleteRequest(path, version));
    }

    static byte[] close(int xid) {
        return WireFrames.frame(new RequestHeader(xid, OpCode.closeSession));
    }

    static byte[] created(int xid, long zxid, String path, Stat stat) {
        return WireFrames.frame(new ReplyHeader(xid, zxid, 0), new Create2Response(path, stat));
    }

    /** The Stat that a member gives a new znode without data. */
    static Stat ofNew(long zxid, long owner) {
        return new Stat(zxid, zxid, 0, 0, 0, 0, 0, owner, 0, 0, zxid);
    }

    static byte[] absent(int xid, long zxid) {
        return WireFrames.error(xid, zxid, Code.NONODE.intValue());
    }

    private TamperedFrames() {}
}
