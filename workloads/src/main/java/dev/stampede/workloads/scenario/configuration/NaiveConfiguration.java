package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.client.VersionDifferences;
import dev.stampede.workloads.scenario.ZnodeStates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The tutorial's configuration, done right: a watch on the znode of each key, left by the read itself; the event only says
 * that there is something to fetch; the fetch leaves the next watch.
 *
 * <p>Fetches have a callback, so that events and answers are handled on the library's one event thread, in the order in
 * which they arrive. At most {@value #IN_FLIGHT} are under way at once. A fetch that failed is made again when the client
 * is connected; a new session follows all keys anew. Mutants override one step each.
 */
public class NaiveConfiguration implements Configuration, Watcher {
    private static final int IN_FLIGHT = 8;

    private final ClientContext context;
    private final List<String> keys;
    private final ViewRecorder view;
    private final Map<String, ZnodeState> current = new ConcurrentHashMap<>();
    private final Set<String> wanted = new LinkedHashSet<>(); // guarded by itself
    private final Set<Recorder.Op> fetches = ConcurrentHashMap.newKeySet();
    private int inFlight; // guarded by wanted
    private volatile @Nullable ZooKeeper zooKeeper;
    private volatile boolean connected;
    private volatile boolean expired;

    /** Will follow the keys from the first {@link #await} on. */
    public NaiveConfiguration(ClientContext context, List<String> keys, ViewRecorder view) {
        this.context = context;
        this.keys = keys;
        this.view = view;
    }

    private void connect() throws IOException {
        synchronized (wanted) {
            zooKeeper = null; // what the old handle still answers is no longer ours
            expired = false;
            connected = false;
            inFlight = 0;
            wanted.addAll(keys);
        }
        abandon();
        ZooKeeper zk = context.connect(this);
        zooKeeper = zk;
        fetchWanted(); // what the event of the connection found no handle for
    }

    @Override
    public final void await() throws IOException, InterruptedException {
        if (zooKeeper == null || expired) {
            connect();
        }
        while (context.running() && !connected && !expired) {
            context.pause(Duration.ofMillis(10));
        }
        if (connected) {
            turn();
        }
    }

    /** The client's own thread comes by, before each operation. */
    protected void turn() {
        // Nothing: all that is to be done is done when an event or an answer arrives.
    }

    @Override
    public final void process(WatchedEvent event) {
        String key = event.getPath();
        if (event.getType() != Event.EventType.None && key != null) {
            context.recorder()
                    .invoke(key, new ZnodeInput.Notified(event.getType().name(), VersionDifferences.zxidOf(event)))
                    .ok();
            notified(key);
            return;
        }
        switch (event.getState()) {
            case SyncConnected -> {
                connected = true;
                fetchWanted();
            }
            case Expired -> {
                expired = true;
                connected = false;
            }
            default -> connected = false;
        }
    }

    /** The key has changed: what it is now must be fetched. */
    protected void notified(String key) {
        want(key);
    }

    /** Fetches a key as soon as the client can. */
    protected final void want(String key) {
        synchronized (wanted) {
            wanted.add(key);
        }
        fetchWanted();
    }

    private void fetchWanted() {
        ZooKeeper zk = zooKeeper;
        synchronized (wanted) {
            for (String key : List.copyOf(wanted)) {
                if (zk == null || !connected || inFlight >= IN_FLIGHT) {
                    return;
                }
                wanted.remove(key);
                inFlight++;
                fetch(zk, key);
            }
        }
    }

    /** Reads a key and leaves a watch; {@link #fetched} must be called once with what came of it. */
    protected void fetch(ZooKeeper zk, String key) {
        Recorder.Op op = begin(key);
        zk.getData(
                key,
                this,
                (rc, path, ctx, data, stat) -> {
                    ZnodeState seen = rc == Code.OK.intValue() ? ZnodeStates.of(data, stat) : null;
                    complete(op, rc, seen);
                    fetched(zk, key, rc, seen);
                },
                null);
    }

    /** Records that a fetch begins. */
    protected final Recorder.Op begin(String key) {
        Recorder.Op op = context.recorder().invoke(key, new ZnodeInput.Read(ReadKind.FETCH));
        fetches.add(op);
        return op;
    }

    /** Completes the operation of a fetch: that there is no such key is an answer, too. */
    protected final void complete(Recorder.Op op, int rc, @Nullable ZnodeState seen) {
        fetches.remove(op);
        if (rc == Code.OK.intValue() || rc == Code.NONODE.intValue()) {
            op.ok(new OperationOutput.Shown(seen));
        } else {
            op.failed(String.valueOf(Code.get(rc)));
        }
    }

    /** An answer to a fetch. */
    protected final void fetched(ZooKeeper zk, String key, int rc, @Nullable ZnodeState seen) {
        boolean mine = zk == zooKeeper;
        synchronized (wanted) {
            inFlight -= mine ? 1 : 0;
        }
        if (!mine) {
            return; // of a session that has ended
        }
        if (rc == Code.OK.intValue()) {
            adopt(key, seen);
        } else if (rc == Code.NONODE.intValue()) {
            adopt(key, null);
            awaitCreation(zk, key);
        } else {
            synchronized (wanted) {
                wanted.add(key); // fetched when it is connected again
            }
            return;
        }
        fetchWanted();
    }

    /** The library drops callbacks of a handle that has ended; a read that nobody answers has changed nothing. */
    private void abandon() {
        List<Recorder.Op> abandoned = List.copyOf(fetches);
        fetches.removeAll(abandoned);
        abandoned.forEach(op -> op.failed("the session has ended"));
    }

    /** A read of a znode that is not there leaves no watch; {@code exists} does. */
    private void awaitCreation(ZooKeeper zk, String key) {
        zk.exists(
                key,
                this,
                (rc, path, ctx, stat) -> {
                    if (rc != Code.NONODE.intValue() && zk == zooKeeper) {
                        want(key);
                    }
                },
                null);
    }

    /** The client acts on this from now on. */
    protected void adopt(String key, @Nullable ZnodeState seen) {
        if (seen == null) {
            current.remove(key);
        } else {
            current.put(key, seen);
        }
        view.look(key, () -> current.get(key));
    }

    @Override
    public final @Nullable ZnodeState current(String key) {
        return current.get(key);
    }

    @Override
    public final void create(String key, String data) throws KeeperException, InterruptedException {
        handle().create(key, bytes(data), context.acl(), CreateMode.PERSISTENT);
    }

    @Override
    public int set(String key, String data, int version) throws KeeperException, InterruptedException {
        return handle().setData(key, bytes(data), version).getVersion();
    }

    @Override
    public void delete(String key, int version) throws KeeperException, InterruptedException {
        handle().delete(key, version);
    }

    @Override
    public final ZnodeState read(String key) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        byte[] data = handle().getData(key, false, stat);
        return ZnodeStates.of(data, stat);
    }

    /** The handle of the session. */
    protected final ZooKeeper handle() {
        ZooKeeper zk = zooKeeper;
        if (zk == null) {
            throw new IllegalStateException("there is no session yet");
        }
        return zk;
    }

    private static byte[] bytes(String data) {
        return data.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public final void close() {
        ZooKeeper zk = zooKeeper;
        try {
            if (zk != null) {
                zk.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abandon();
    }
}
