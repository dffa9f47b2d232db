package dev.stampede.nemesis.tap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.MultiOperationRecord;
import org.apache.zookeeper.MultiResponse;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.proto.ConnectRequest;
import org.apache.zookeeper.proto.ConnectResponse;
import org.apache.zookeeper.proto.Create2Response;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.ReplyHeader;
import org.apache.zookeeper.proto.RequestHeader;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetWatches;
import org.apache.zookeeper.proto.WatcherEvent;

/** Encodes frames as the client library and the server do, with ZooKeeper's own records. */
final class WireFrames {
    static final Stat STAT = new Stat(0x11, 0x12, 1_000, 1_001, 3, 4, 5, 0x77, 6, 2, 0x13);

    private WireFrames() {}

    static byte[] frame(Record... records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryOutputArchive out = BinaryOutputArchive.getArchive(bytes);
        try {
            for (Record record : records) {
                record.serialize(out, "record");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.allocate(4 + bytes.size())
                .putInt(bytes.size())
                .put(bytes.toByteArray())
                .array();
    }

    static byte[] connect(long session) {
        return frame(new ConnectRequest(0, 0x99, 6_000, session, new byte[16], false));
    }

    static byte[] connected(int timeout, long session) {
        return frame(new ConnectResponse(0, timeout, session, new byte[16], false));
    }

    static byte[] getData(int xid, String path, boolean watch) {
        return frame(new RequestHeader(xid, ZooDefs.OpCode.getData), new GetDataRequest(path, watch));
    }

    static byte[] data(int xid, long zxid, byte[] data) {
        return frame(new ReplyHeader(xid, zxid, 0), new GetDataResponse(data, STAT));
    }

    static byte[] setData(int xid, String path, byte[] data, int version) {
        return frame(new RequestHeader(xid, ZooDefs.OpCode.setData), new SetDataRequest(path, data, version));
    }

    static byte[] create(int xid, String path, byte[] data, int flags) {
        return frame(
                new RequestHeader(xid, ZooDefs.OpCode.create2),
                new CreateRequest(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, flags));
    }

    static byte[] created(int xid, long zxid, String path) {
        return frame(new ReplyHeader(xid, zxid, 0), new Create2Response(path, STAT));
    }

    static byte[] error(int xid, long zxid, int error) {
        return frame(new ReplyHeader(xid, zxid, error));
    }

    static byte[] ping() {
        return frame(new RequestHeader(ClientFrame.PING_XID, ZooDefs.OpCode.ping));
    }

    static byte[] pong(long zxid) {
        return error(ClientFrame.PING_XID, zxid, 0);
    }

    static byte[] watchEvent(long zxid, int kind, String path) {
        return frame(new ReplyHeader(ClientFrame.NOTIFICATION_XID, zxid, 0), new WatcherEvent(kind, 3, path));
    }

    static byte[] setWatches(long zxid, List<String> data, List<String> exist, List<String> child) {
        return frame(
                new RequestHeader(ClientFrame.SET_WATCHES_XID, ZooDefs.OpCode.setWatches),
                new SetWatches(zxid, data, exist, child));
    }

    static byte[] multi(int xid, List<Op> operations) {
        return frame(new RequestHeader(xid, ZooDefs.OpCode.multi), new MultiOperationRecord(operations));
    }

    static byte[] multiAnswer(int xid, long zxid, int error, List<OpResult> results) {
        MultiResponse response = new MultiResponse();
        results.forEach(response::add);
        return frame(new ReplyHeader(xid, zxid, error), response);
    }

    static byte[] random(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }
}
