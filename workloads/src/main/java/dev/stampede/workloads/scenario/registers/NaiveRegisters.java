package dev.stampede.workloads.scenario.registers;

import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientCompatibility;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ZnodeStates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Raw requests, each sent once. If the connection is lost before the response, the result is indeterminate
 * (CONNECTIONLOSS). A new session replaces a session that has ended.
 *
 * <p>Used by one thread, besides the event thread. Each mutant overrides one step.
 */
public class NaiveRegisters implements Registers, Watcher {
    private final ClientContext context;
    private @Nullable ZooKeeper zooKeeper;
    private volatile boolean connected;
    private volatile boolean expired;

    public NaiveRegisters(ClientContext context) {
        this.context = context;
    }

    @Override
    public final void await() throws IOException, InterruptedException {
        if (zooKeeper == null || expired) {
            expired = false;
            connected = false;
            zooKeeper = context.connect(this);
        }
        while (context.running() && !connected && !expired) {
            context.pause(Duration.ofMillis(10));
        }
    }

    @Override
    public final void process(WatchedEvent event) {
        switch (event.getState()) {
            case SyncConnected -> connected = true;
            case Expired -> {
                expired = true;
                connected = false;
            }
            default -> connected = false;
        }
    }

    /** The current handle. */
    protected final ZooKeeper handle() {
        ZooKeeper zk = zooKeeper;
        if (zk == null) {
            throw new IllegalStateException("await was not called");
        }
        return zk;
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
    public final void delete(String key, int version) throws KeeperException, InterruptedException {
        handle().delete(key, version);
    }

    @Override
    public ZnodeState get(String key) throws Exception {
        return get(handle(), key);
    }

    /** Reads a key with the given handle. */
    protected static ZnodeState get(ZooKeeper zk, String key) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        byte[] data = zk.getData(key, false, stat);
        return ZnodeStates.of(data, stat);
    }

    @Override
    public final ZnodeState syncGet(String key) throws KeeperException, InterruptedException {
        ZooKeeper zk = handle();
        ClientCompatibility.sync(zk, key, Duration.ofMillis(context.spec().sessionTimeoutMillis()));
        return get(zk, key);
    }

    @Override
    public final @Nullable ZnodeState exists(String key) throws KeeperException, InterruptedException {
        Stat stat = handle().exists(key, false);
        return stat == null ? null : ZnodeStates.of("-".getBytes(StandardCharsets.UTF_8), stat);
    }

    @Override
    public final int children(String key) throws KeeperException, InterruptedException {
        return handle().getChildren(key, false).size();
    }

    @Override
    public void multi(String guard, int version, List<String> keys, String data)
            throws KeeperException, InterruptedException {
        List<Op> ops = new ArrayList<>();
        ops.add(Op.check(guard, version));
        keys.forEach(key -> ops.add(Op.setData(key, bytes(data), -1)));
        List<OpResult> unused = handle().multi(ops);
    }

    @Override
    public final List<ZnodeState> snapshot(List<String> keys) throws KeeperException, InterruptedException {
        List<OpResult> results = handle().multi(keys.stream().map(Op::getData).toList());
        List<ZnodeState> seen = new ArrayList<>();
        for (OpResult result : results) {
            if (!(result instanceof OpResult.GetDataResult data)) {
                throw KeeperException.create(KeeperException.Code.RUNTIMEINCONSISTENCY);
            }
            seen.add(ZnodeStates.of(data.getData(), data.getStat()));
        }
        return seen;
    }

    @Override
    public String createSequential(String parent, String tag) throws KeeperException, InterruptedException {
        return handle().create(parent + "/" + tag + "-", new byte[0], context.acl(), CreateMode.PERSISTENT_SEQUENTIAL);
    }

    /** Data as bytes. */
    protected static byte[] bytes(String data) {
        return data.getBytes(StandardCharsets.UTF_8);
    }
}
