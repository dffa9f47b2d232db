package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.workloads.client.settings.ClientConnection;
import java.io.IOException;
import java.util.List;
import org.apache.zookeeper.AsyncCallback.Create2Callback;
import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.AsyncCallback.MultiCallback;
import org.apache.zookeeper.AsyncCallback.StatCallback;
import org.apache.zookeeper.AsyncCallback.StringCallback;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A ZooKeeper handle that records every request as an attempt, synchronous or asynchronous, including multi.
 *
 * <p>It is a {@code ZooKeeperAdmin} because Curator casts its handle to one for reconfig. A create always uses the
 * request that returns a Stat, so that the czxid of the znode (the fencing token) is known. The caller receives the
 * same results as from an ordinary handle.
 *
 * <p>Safe to use from any thread. If two threads send concurrently, the order of their attempts may differ from the
 * order in which the library queues the requests; the requests of one thread are always in order. An attempt stays open
 * if its waiting thread is interrupted, or if the library drops its callback when the handle is closed.
 */
@SuppressWarnings("try")
public final class RecordingZooKeeper extends RecordedReads {

    private static final int PATH_LENGTH = 1000;

    private RecordingZooKeeper(
            ClientRecorder recorder,
            SessionWatcher watcher,
            String connectString,
            int sessionTimeoutMillis,
            ReadOnly readOnly,
            @Nullable ZKClientConfig config)
            throws IOException {
        super(recorder, watcher, connectString, sessionTimeoutMillis, readOnly, config);
    }

    /**
     * Opens a handle, and makes its session the client's session.
     *
     * @param config the configuration from the library that opens the handle; null for ZooKeeper's default
     */
    public static RecordingZooKeeper open(
            ClientRecorder recorder,
            SessionWatcher watcher,
            ClientConnection connection,
            String connectString,
            int sessionTimeoutMillis,
            ReadOnly readOnly,
            @Nullable ZKClientConfig config)
            throws IOException {
        RecordingZooKeeper handle = new RecordingZooKeeper(
                recorder, watcher, connectString, sessionTimeoutMillis, readOnly, connection.config(config));
        connection.authenticate(handle);
        recorder.use(handle);
        watcher.attach(handle);
        return handle;
    }

    @Override
    public String create(String path, byte[] data, List<ACL> acl, CreateMode mode)
            throws KeeperException, InterruptedException {
        return create(path, data, acl, mode, new Stat(), -1);
    }

    @Override
    public String create(String path, byte[] data, List<ACL> acl, CreateMode mode, @Nullable Stat stat, long ttl)
            throws KeeperException, InterruptedException {
        Stat seen = stat == null ? new Stat() : stat;
        return call(
                sent(opcode(mode), path),
                () -> super.create(path, data, acl, mode, seen, ttl),
                (sent, created) -> sent.ok(sequentialPath(mode, created), seen));
    }

    @Override
    public void create(
            String path,
            byte[] data,
            List<ACL> acl,
            CreateMode mode,
            @Nullable StringCallback cb,
            @Nullable Object ctx) {
        Create2Callback forward = (rc, asked, context, created, stat) -> {
            if (cb != null) {
                cb.processResult(rc, asked, context, created);
            }
        };
        create(path, data, acl, mode, forward, ctx, -1);
    }

    @Override
    public void create(
            String path,
            byte[] data,
            List<ACL> acl,
            CreateMode mode,
            @Nullable Create2Callback cb,
            @Nullable Object ctx,
            long ttl) {
        SentAttempt attempt = sent(opcode(mode), path);
        Create2Callback recording = (rc, asked, context, created, stat) -> {
            attempt.called(rc, sequentialPath(mode, created), stat);
            if (cb != null) {
                cb.processResult(rc, asked, context, created, stat);
            }
        };
        queue(attempt, () -> super.create(path, data, acl, mode, recording, ctx, ttl));
    }

    @Override
    public void delete(String path, int version) throws InterruptedException, KeeperException {
        run(sent(Opcode.DELETE, path), () -> super.delete(path, version));
    }

    @Override
    public void delete(String path, int version, @Nullable VoidCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.DELETE, path);
        queue(attempt, () -> super.delete(path, version, recording(attempt, cb), ctx));
    }

    @Override
    public Stat setData(String path, byte[] data, int version) throws KeeperException, InterruptedException {
        return call(sent(Opcode.SET_DATA, path), () -> super.setData(path, data, version), SentAttempt::ok);
    }

    @Override
    public void setData(String path, byte[] data, int version, @Nullable StatCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.SET_DATA, path);
        queue(attempt, () -> super.setData(path, data, version, recording(attempt, cb), ctx));
    }

    @Override
    public Stat setACL(String path, List<ACL> acl, int version) throws KeeperException, InterruptedException {
        return call(sent(Opcode.SET_ACL, path), () -> super.setACL(path, acl, version), SentAttempt::ok);
    }

    @Override
    public void setACL(String path, List<ACL> acl, int version, @Nullable StatCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.SET_ACL, path);
        queue(attempt, () -> super.setACL(path, acl, version, recording(attempt, cb), ctx));
    }

    /** Recorded as one attempt. Its code is that of the refused operation, and its path lists all operations. */
    @Override
    public List<OpResult> multi(Iterable<Op> ops) throws InterruptedException, KeeperException {
        return call(sent(opcode(ops), paths(ops)), () -> super.multi(ops), (sent, results) -> sent.ok());
    }

    @Override
    public void multi(Iterable<Op> ops, @Nullable MultiCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(opcode(ops), paths(ops));
        MultiCallback recording = (rc, asked, context, results) -> {
            attempt.called(rc, null);
            if (cb != null) {
                cb.processResult(rc, asked, context, results);
            }
        };
        queue(attempt, () -> super.multi(ops, recording, ctx));
    }

    @Override
    public byte[] reconfigure(
            @Nullable String joining,
            @Nullable String leaving,
            @Nullable String members,
            long fromConfig,
            @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        Stat seen = stat == null ? new Stat() : stat;
        return call(
                sent(Opcode.RECONFIG, ZooDefs.CONFIG_NODE),
                () -> super.reconfigure(joining, leaving, members, fromConfig, seen),
                (sent, data) -> sent.ok(seen));
    }

    @Override
    public void reconfigure(
            @Nullable String joining,
            @Nullable String leaving,
            @Nullable String members,
            long fromConfig,
            @Nullable DataCallback cb,
            @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.RECONFIG, ZooDefs.CONFIG_NODE);
        queue(attempt, () -> super.reconfigure(joining, leaving, members, fromConfig, recording(attempt, cb), ctx));
    }

    private static StatCallback recording(SentAttempt attempt, @Nullable StatCallback cb) {
        return (rc, asked, context, stat) -> {
            attempt.called(rc, stat);
            if (cb != null) {
                cb.processResult(rc, asked, context, stat);
            }
        };
    }

    private static Opcode opcode(CreateMode mode) {
        if (mode.isContainer()) {
            return Opcode.CREATE_CONTAINER;
        }
        return mode.isTTL() ? Opcode.CREATE_TTL : Opcode.CREATE;
    }

    private static Opcode opcode(Iterable<Op> ops) {
        for (Op op : ops) {
            return op.getKind() == Op.OpKind.READ ? Opcode.MULTI_READ : Opcode.MULTI;
        }
        return Opcode.MULTI;
    }

    /** The path of a created sequential znode; null for other creates. */
    private static @Nullable String sequentialPath(CreateMode mode, @Nullable String created) {
        return mode.isSequential() ? created : null;
    }

    private static String paths(Iterable<Op> ops) {
        StringBuilder all = new StringBuilder();
        for (Op op : ops) {
            if (all.length() > PATH_LENGTH) {
                return all.append(" ...").toString();
            }
            all.append(all.length() == 0 ? "" : ", ")
                    .append(name(op.getType()))
                    .append(' ')
                    .append(op.getPath());
        }
        return all.toString();
    }

    private static String name(int type) {
        return switch (type) {
            case ZooDefs.OpCode.create, ZooDefs.OpCode.create2 -> "create";
            case ZooDefs.OpCode.createContainer -> "createContainer";
            case ZooDefs.OpCode.createTTL -> "createTTL";
            case ZooDefs.OpCode.delete -> "delete";
            case ZooDefs.OpCode.setData -> "setData";
            case ZooDefs.OpCode.check -> "check";
            case ZooDefs.OpCode.getData -> "getData";
            case ZooDefs.OpCode.getChildren -> "getChildren";
            default -> "type " + type;
        };
    }
}
