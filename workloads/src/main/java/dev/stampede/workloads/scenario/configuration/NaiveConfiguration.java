package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientCompatibility;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.ViewRecorder;
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
 * A correct version of the tutorial's configuration. Each read of a key sets a watch. An event only causes a read, and
 * that read sets the next watch.
 *
 * <p>The reads are asynchronous, so that the event thread handles events and answers in the order of their arrival. At
 * most {@value #IN_FLIGHT} reads are in flight. A failed read is repeated when the client is connected. A new session
 * reads and watches all keys again. Each mutant overrides one step.
 */
public class NaiveConfiguration implements Configuration, Watcher {
    private static final int IN_FLIGHT = 8;

    private final ClientContext context;
    private final List<String> keys;
    private final ViewRecorder view;
    private final Map<String, ZnodeState> current = new ConcurrentHashMap<>();
    private final Set<String> keysToRead = new LinkedHashSet<>(); // guarded by itself
    private final Set<Recorder.Op> openReads = ConcurrentHashMap.newKeySet();
    private int inFlight; // guarded by wanted
    private volatile @Nullable ZooKeeper zooKeeper;
    private volatile boolean connected;
    private volatile boolean expired;

    /** Watches the keys from the first {@link #await} on. */
    public NaiveConfiguration(ClientContext context, List<String> keys, ViewRecorder view) {
        this.context = context;
        this.keys = keys;
        this.view = view;
    }

    private void connect() throws IOException {
        synchronized (keysToRead) {
            zooKeeper = null; // later answers of the old handle are ignored
            expired = false;
            connected = false;
            inFlight = 0;
            keysToRead.addAll(keys);
        }
        failOpenReads();
        ZooKeeper zk = context.connect(this);
        zooKeeper = zk;
        readKeys(); // reads that were requested before the handle was known
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
            beforeOperation();
        }
    }

    /** Called by the client's thread before each operation. */
    protected void beforeOperation() {
        // Does nothing: the event thread handles events and answers.
    }

    @Override
    public final void process(WatchedEvent event) {
        String key = event.getPath();
        if (event.getType() != Event.EventType.None && key != null) {
            context.recorder()
                    .invoke(key, new ZnodeInput.Notified(event.getType().name(), ClientCompatibility.zxidOf(event)))
                    .ok();
            notified(key);
            return;
        }
        switch (event.getState()) {
            case SyncConnected -> {
                connected = true;
                readKeys();
            }
            case Expired -> {
                expired = true;
                connected = false;
            }
            default -> connected = false;
        }
    }

    /** Called when a key has changed, so that it must be read. */
    protected void notified(String key) {
        requestRead(key);
    }

    /** Reads a key as soon as the client is connected. */
    protected final void requestRead(String key) {
        synchronized (keysToRead) {
            keysToRead.add(key);
        }
        readKeys();
    }

    private void readKeys() {
        ZooKeeper zk = zooKeeper;
        synchronized (keysToRead) {
            for (String key : List.copyOf(keysToRead)) {
                if (zk == null || !connected || inFlight >= IN_FLIGHT) {
                    return;
                }
                keysToRead.remove(key);
                inFlight++;
                fetch(zk, key);
            }
        }
    }

    /** Reads a key and sets a watch. Must cause one call of {@link #fetched} with the result. */
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

    /** Records the beginning of a read. */
    protected final Recorder.Op begin(String key) {
        Recorder.Op op = context.recorder().invoke(key, new ZnodeInput.Read(ReadKind.FETCH));
        openReads.add(op);
        return op;
    }

    /** Completes the operation of a read. NoNode is a successful answer. */
    protected final void complete(Recorder.Op op, int rc, @Nullable ZnodeState seen) {
        openReads.remove(op);
        if (rc == Code.OK.intValue() || rc == Code.NONODE.intValue()) {
            op.ok(new OperationOutput.Shown(seen));
        } else {
            op.failed(String.valueOf(Code.get(rc)));
        }
    }

    /** Handles the answer to a read. */
    protected final void fetched(ZooKeeper zk, String key, int rc, @Nullable ZnodeState seen) {
        boolean ofCurrentSession = zk == zooKeeper;
        synchronized (keysToRead) {
            inFlight -= ofCurrentSession ? 1 : 0;
        }
        if (!ofCurrentSession) {
            return; // an answer of a session that has ended
        }
        if (rc == Code.OK.intValue()) {
            adopt(key, seen);
        } else if (rc == Code.NONODE.intValue()) {
            adopt(key, null);
            watchForCreation(zk, key);
        } else {
            synchronized (keysToRead) {
                keysToRead.add(key); // read after the reconnect
            }
            return;
        }
        readKeys();
    }

    /**
     * Fails the outstanding reads of a closed handle, because ZooKeeper drops the callbacks. A read without an answer
     * has changed nothing.
     */
    private void failOpenReads() {
        List<Recorder.Op> abandoned = List.copyOf(openReads);
        openReads.removeAll(abandoned);
        abandoned.forEach(op -> op.failed("the session has ended"));
    }

    /** Sets a watch on a missing znode: {@code getData} does not set one, but {@code exists} does. */
    private void watchForCreation(ZooKeeper zk, String key) {
        zk.exists(
                key,
                this,
                (rc, path, ctx, stat) -> {
                    if (rc != Code.NONODE.intValue() && zk == zooKeeper) {
                        requestRead(key);
                    }
                },
                null);
    }

    /** Makes this state the one that the client uses. */
    protected void adopt(String key, @Nullable ZnodeState seen) {
        if (seen == null) {
            current.remove(key);
        } else {
            current.put(key, seen);
        }
        view.record(key, () -> current.get(key));
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

    /** The current handle. */
    protected final ZooKeeper handle() {
        ZooKeeper zk = zooKeeper;
        if (zk == null) {
            throw new IllegalStateException("await was not called");
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
        failOpenReads();
    }
}
