package dev.stampede.workloads.run;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The tree of one member in memory, and sessions that fail as a test requests.
 *
 * <p>Safe to use from several threads.
 */
final class FakeTree {
    private final Map<String, Stat> znodes = new TreeMap<>();
    private final Map<String, Deque<Runnable>> onCall = new HashMap<>();
    private final Map<String, Deque<KeeperException.Code>> refused = new HashMap<>();
    private final Map<String, Deque<KeeperException.Code>> answerLost = new HashMap<>();
    private final List<Session> sessions = new ArrayList<>();
    private long zxid = 1;
    private int refusedOpens;
    private boolean backwards;

    FakeTree() {
        znodes.put("/", new Stat());
    }

    /** Creates a znode and its parents. */
    synchronized FakeTree with(String path) {
        if (!znodes.containsKey(path)) {
            with(parent(path));
            add(path, 0);
        }
        return this;
    }

    synchronized void ephemeral(String path, long owner) {
        with(parent(path));
        add(path, owner);
    }

    synchronized void remove(String path) {
        znodes.remove(path);
        changeChildren(path, -1);
    }

    /** Lists children in reverse order, because ZooKeeper does not promise an order. */
    synchronized FakeTree listingBackwards() {
        backwards = true;
        return this;
    }

    /** Refuses the next calls of this method, in any session, with these codes, and does not apply them. */
    synchronized FakeTree refusing(String method, KeeperException.Code... codes) {
        refused.computeIfAbsent(method, m -> new ArrayDeque<>()).addAll(List.of(codes));
        return this;
    }

    /** Applies the next calls of this method, but lets them fail with these codes. */
    synchronized FakeTree losingTheAnswerOf(String method, KeeperException.Code... codes) {
        answerLost.computeIfAbsent(method, m -> new ArrayDeque<>()).addAll(List.of(codes));
        return this;
    }

    /** Runs one of these actions before each of the next calls of this method. */
    synchronized FakeTree before(String method, Runnable... what) {
        onCall.computeIfAbsent(method, m -> new ArrayDeque<>()).addAll(List.of(what));
        return this;
    }

    /** Refuses the next attempts to open a session. */
    synchronized FakeTree refusingOpens(int times) {
        refusedOpens = times;
        return this;
    }

    synchronized long zxid() {
        return zxid;
    }

    synchronized boolean has(String path) {
        return znodes.containsKey(path);
    }

    synchronized int opened() {
        return sessions.size();
    }

    /** The watcher of the last session. */
    synchronized Watcher watcher() {
        return sessions.get(sessions.size() - 1).watcher;
    }

    synchronized HarnessSession open(String address, Watcher watcher) throws IOException {
        if (refusedOpens > 0) {
            refusedOpens--;
            throw new IOException("no session at " + address);
        }
        Session session = new Session(watcher);
        sessions.add(session);
        return session;
    }

    static WatchedEvent connected() {
        return new WatchedEvent(Watcher.Event.EventType.None, Watcher.Event.KeeperState.SyncConnected, null);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    private void add(String path, long owner) {
        zxid++;
        Stat stat = new Stat();
        stat.setCzxid(zxid);
        stat.setMzxid(zxid);
        stat.setPzxid(zxid);
        stat.setEphemeralOwner(owner);
        znodes.put(path, stat);
        changeChildren(path, 1);
    }

    private void changeChildren(String path, int by) {
        if (by < 0) {
            zxid++;
        }
        Stat above = znodes.get(parent(path));
        above.setNumChildren(above.getNumChildren() + by);
        above.setPzxid(zxid);
        above.setCversion(above.getCversion() + 1);
    }

    private interface Call<T> {
        T make() throws KeeperException;
    }

    private synchronized <T> T call(String method, String path, Call<T> call) throws KeeperException {
        Runnable first = poll(onCall, method);
        if (first != null) {
            first.run();
        }
        KeeperException.Code refusal = poll(refused, method);
        if (refusal != null) {
            throw KeeperException.create(refusal, path);
        }
        T result = call.make();
        KeeperException.Code lost = poll(answerLost, method);
        if (lost != null) {
            throw KeeperException.create(lost, path);
        }
        return result;
    }

    private static <T> @Nullable T poll(Map<String, Deque<T>> queues, String method) {
        Deque<T> queue = queues.get(method);
        return queue == null ? null : queue.poll();
    }

    private Stat stat(String path) throws KeeperException {
        Stat stat = znodes.get(path);
        if (stat == null) {
            throw KeeperException.create(KeeperException.Code.NONODE, path);
        }
        return stat;
    }

    private static void copy(Stat from, Stat to) {
        to.setCzxid(from.getCzxid());
        to.setMzxid(from.getMzxid());
        to.setPzxid(from.getPzxid());
        to.setCversion(from.getCversion());
        to.setNumChildren(from.getNumChildren());
        to.setEphemeralOwner(from.getEphemeralOwner());
    }

    /** A session on the tree. */
    private final class Session implements HarnessSession {
        private final Watcher watcher;
        private long lastZxid;

        Session(Watcher watcher) {
            this.watcher = watcher;
        }

        @Override
        public long lastZxid() {
            return lastZxid;
        }

        /** Each answer has the zxid of its state. */
        private <T> T call(String method, String path, Call<T> call) throws KeeperException {
            try {
                return FakeTree.this.call(method, path, call);
            } finally {
                lastZxid = zxid();
            }
        }

        @Override
        public byte[] getData(String path, boolean watch, Stat stat) throws KeeperException {
            return call("getData", path, () -> {
                copy(stat(path), stat);
                return new byte[0];
            });
        }

        @Override
        public List<ACL> getACL(String path, Stat stat) throws KeeperException {
            return call("getACL", path, () -> {
                copy(stat(path), stat);
                return Ids.OPEN_ACL_UNSAFE;
            });
        }

        @Override
        public List<String> getChildren(String path, boolean watch, Stat stat) throws KeeperException {
            return call("getChildren", path, () -> {
                copy(stat(path), stat);
                return znodes.keySet().stream()
                        .filter(each -> !each.equals("/") && parent(each).equals(path))
                        .map(each -> each.substring(each.lastIndexOf('/') + 1))
                        .sorted(backwards ? Comparator.reverseOrder() : Comparator.naturalOrder())
                        .toList();
            });
        }

        @Override
        public @Nullable Stat exists(String path, boolean watch) throws KeeperException {
            return call("exists", path, () -> znodes.get(path));
        }

        @Override
        public String create(String path, byte[] data, CreateMode mode) throws KeeperException {
            return call("create", path, () -> {
                if (znodes.containsKey(path)) {
                    throw KeeperException.create(KeeperException.Code.NODEEXISTS, path);
                }
                with(path);
                return path;
            });
        }

        @Override
        public void delete(String path, int version) throws KeeperException {
            String unused = call("delete", path, () -> {
                stat(path);
                remove(path);
                return path;
            });
        }

        @Override
        public void sync(String path, AsyncCallback.VoidCallback callback, @Nullable Object context) {
            lastZxid = zxid();
            callback.processResult(KeeperException.Code.OK.intValue(), path, context);
        }

        @Override
        public void addWatch(String path, AddWatchMode mode) throws KeeperException {
            String unused = call("addWatch", path, () -> path);
        }

        @Override
        public boolean close(int millis) {
            return true;
        }
    }
}
