package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import java.io.IOException;
import java.util.List;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.AsyncCallback.ACLCallback;
import org.apache.zookeeper.AsyncCallback.AllChildrenNumberCallback;
import org.apache.zookeeper.AsyncCallback.Children2Callback;
import org.apache.zookeeper.AsyncCallback.ChildrenCallback;
import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.AsyncCallback.EphemeralsCallback;
import org.apache.zookeeper.AsyncCallback.StatCallback;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.ClientInfo;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The recorded requests that change nothing. If ZooKeeper implements an overload by calling another overload (such as
 * one with a boolean for the default watcher), the called overload records the request.
 */
@SuppressWarnings("try")
abstract class RecordedReads extends RecordedHandle {

    RecordedReads(
            ClientRecorder recorder,
            SessionWatcher watcher,
            String connectString,
            int sessionTimeoutMillis,
            ReadOnly readOnly,
            @Nullable ZKClientConfig config)
            throws IOException {
        super(recorder, watcher, connectString, sessionTimeoutMillis, readOnly, config);
    }

    @Override
    public @Nullable Stat exists(String path, @Nullable Watcher watcher) throws KeeperException, InterruptedException {
        SentAttempt attempt = sent(Opcode.EXISTS, path);
        Stat[] found = new Stat[1];
        call(
                attempt,
                () -> {
                    found[0] = super.exists(path, watcher);
                    return found;
                },
                (sent, result) -> {
                    if (result[0] == null) {
                        sent.answered(ResultCode.NONODE);
                    } else {
                        sent.ok(result[0]);
                    }
                });
        return found[0];
    }

    @Override
    public void exists(String path, @Nullable Watcher watcher, @Nullable StatCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.EXISTS, path);
        queue(
                attempt,
                () -> super.exists(
                        path,
                        watcher,
                        (rc, asked, context, stat) -> {
                            attempt.called(rc, stat);
                            if (cb != null) {
                                cb.processResult(rc, asked, context, stat);
                            }
                        },
                        ctx));
    }

    @Override
    public byte[] getData(String path, @Nullable Watcher watcher, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        Stat seen = stat == null ? new Stat() : stat;
        return call(
                sent(Opcode.GET_DATA, path), () -> super.getData(path, watcher, seen), (sent, data) -> sent.ok(seen));
    }

    @Override
    public void getData(String path, @Nullable Watcher watcher, @Nullable DataCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.GET_DATA, path);
        queue(attempt, () -> super.getData(path, watcher, recording(attempt, cb), ctx));
    }

    @Override
    public byte[] getConfig(@Nullable Watcher watcher, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        Stat seen = stat == null ? new Stat() : stat;
        return call(
                sent(Opcode.GET_DATA, ZooDefs.CONFIG_NODE),
                () -> super.getConfig(watcher, seen),
                (sent, data) -> sent.ok(seen));
    }

    @Override
    public void getConfig(@Nullable Watcher watcher, @Nullable DataCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.GET_DATA, ZooDefs.CONFIG_NODE);
        queue(attempt, () -> super.getConfig(watcher, recording(attempt, cb), ctx));
    }

    @Override
    public List<ACL> getACL(String path, @Nullable Stat stat) throws KeeperException, InterruptedException {
        Stat seen = stat == null ? new Stat() : stat;
        return call(sent(Opcode.GET_ACL, path), () -> super.getACL(path, seen), (sent, acl) -> sent.ok(seen));
    }

    @Override
    public void getACL(String path, @Nullable Stat stat, @Nullable ACLCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.GET_ACL, path);
        queue(
                attempt,
                () -> super.getACL(
                        path,
                        stat,
                        (rc, asked, context, acl, seen) -> {
                            attempt.called(rc, seen);
                            if (cb != null) {
                                cb.processResult(rc, asked, context, acl, seen);
                            }
                        },
                        ctx));
    }

    @Override
    public List<String> getChildren(String path, @Nullable Watcher watcher)
            throws KeeperException, InterruptedException {
        return call(
                sent(Opcode.GET_CHILDREN, path), () -> super.getChildren(path, watcher), (sent, children) -> sent.ok());
    }

    @Override
    public List<String> getChildren(String path, @Nullable Watcher watcher, @Nullable Stat stat)
            throws KeeperException, InterruptedException {
        Stat seen = stat == null ? new Stat() : stat;
        return call(
                sent(Opcode.GET_CHILDREN, path),
                () -> super.getChildren(path, watcher, seen),
                (sent, children) -> sent.listed(children, seen));
    }

    @Override
    public void getChildren(
            String path, @Nullable Watcher watcher, @Nullable ChildrenCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.GET_CHILDREN, path);
        ChildrenCallback recording = (rc, asked, context, children) -> {
            attempt.called(rc, null);
            if (cb != null) {
                cb.processResult(rc, asked, context, children);
            }
        };
        queue(attempt, () -> super.getChildren(path, watcher, recording, ctx));
    }

    @Override
    public void getChildren(
            String path, @Nullable Watcher watcher, @Nullable Children2Callback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.GET_CHILDREN, path);
        Children2Callback recording = (rc, asked, context, children, stat) -> {
            if (rc == KeeperException.Code.OK.intValue() && children != null && stat != null) {
                attempt.listed(children, stat);
            } else {
                attempt.called(rc, stat);
            }
            if (cb != null) {
                cb.processResult(rc, asked, context, children, stat);
            }
        };
        queue(attempt, () -> super.getChildren(path, watcher, recording, ctx));
    }

    @Override
    public int getAllChildrenNumber(String path) throws KeeperException, InterruptedException {
        return call(
                sent(Opcode.GET_ALL_CHILDREN_NUMBER, path),
                () -> super.getAllChildrenNumber(path),
                (sent, number) -> sent.ok());
    }

    @Override
    public void getAllChildrenNumber(String path, @Nullable AllChildrenNumberCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.GET_ALL_CHILDREN_NUMBER, path);
        queue(
                attempt,
                () -> super.getAllChildrenNumber(
                        path,
                        (rc, asked, context, number) -> {
                            attempt.called(rc, null);
                            if (cb != null) {
                                cb.processResult(rc, asked, context, number);
                            }
                        },
                        ctx));
    }

    @Override
    public List<String> getEphemerals(String prefix) throws KeeperException, InterruptedException {
        return call(sent(Opcode.GET_EPHEMERALS, prefix), () -> super.getEphemerals(prefix), (sent, paths) -> sent.ok());
    }

    @Override
    public void getEphemerals(String prefix, @Nullable EphemeralsCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.GET_EPHEMERALS, prefix);
        queue(
                attempt,
                () -> super.getEphemerals(
                        prefix,
                        (rc, context, paths) -> {
                            attempt.called(rc, null);
                            if (cb != null) {
                                cb.processResult(rc, context, paths);
                            }
                        },
                        ctx));
    }

    @Override
    public void sync(String path) throws KeeperException, InterruptedException {
        run(sent(Opcode.SYNC, path), () -> super.sync(path));
    }

    @Override
    public void sync(String path, @Nullable VoidCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.SYNC, path);
        queue(attempt, () -> super.sync(path, recording(attempt, cb), ctx));
    }

    @Override
    public void addWatch(String path, Watcher watcher, AddWatchMode mode) throws KeeperException, InterruptedException {
        run(sent(Opcode.ADD_WATCH, path), () -> super.addWatch(path, watcher, mode));
    }

    @Override
    public void addWatch(
            String path, Watcher watcher, AddWatchMode mode, @Nullable VoidCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.ADD_WATCH, path);
        queue(attempt, () -> super.addWatch(path, watcher, mode, recording(attempt, cb), ctx));
    }

    @Override
    public void removeWatches(String path, Watcher watcher, Watcher.WatcherType type, boolean local)
            throws InterruptedException, KeeperException {
        run(sent(Opcode.REMOVE_WATCHES, path), () -> super.removeWatches(path, watcher, type, local));
    }

    @Override
    public void removeWatches(
            String path,
            Watcher watcher,
            Watcher.WatcherType type,
            boolean local,
            @Nullable VoidCallback cb,
            @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.REMOVE_WATCHES, path);
        queue(attempt, () -> super.removeWatches(path, watcher, type, local, recording(attempt, cb), ctx));
    }

    @Override
    public void removeAllWatches(String path, Watcher.WatcherType type, boolean local)
            throws InterruptedException, KeeperException {
        run(sent(Opcode.REMOVE_WATCHES, path), () -> super.removeAllWatches(path, type, local));
    }

    @Override
    public void removeAllWatches(
            String path, Watcher.WatcherType type, boolean local, @Nullable VoidCallback cb, @Nullable Object ctx) {
        SentAttempt attempt = sent(Opcode.REMOVE_WATCHES, path);
        queue(attempt, () -> super.removeAllWatches(path, type, local, recording(attempt, cb), ctx));
    }

    /** The library does not distinguish a lost answer from an empty one, so both are recorded as answered. */
    @Override
    public synchronized List<ClientInfo> whoAmI() throws InterruptedException {
        SentAttempt attempt = sent(Opcode.WHO_AM_I, null);
        List<ClientInfo> clients = super.whoAmI();
        attempt.ok();
        return clients;
    }

    static VoidCallback recording(SentAttempt attempt, @Nullable VoidCallback cb) {
        return (rc, asked, context) -> {
            attempt.called(rc, null);
            if (cb != null) {
                cb.processResult(rc, asked, context);
            }
        };
    }

    static DataCallback recording(SentAttempt attempt, @Nullable DataCallback cb) {
        return (rc, asked, context, data, stat) -> {
            attempt.called(rc, stat);
            if (cb != null) {
                cb.processResult(rc, asked, context, data, stat);
            }
        };
    }
}
