package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The tutorial's lock, done right: the ephemeral znode {@code <root>/lock}, whose losers watch the children of {@code
 * <root>}.
 *
 * <p>Not for several threads, but for the watcher's. Mutants override one step each.
 */
public class NaiveLock implements Lock, Watcher {
    private final ClientContext context;
    private final String key;
    private final String root;
    private final String node;
    private final Semaphore changed = new Semaphore(0);
    private @Nullable ZooKeeper zooKeeper;
    private volatile boolean connected;
    private volatile boolean expired;
    private volatile boolean holding;
    private volatile boolean doubted;

    public NaiveLock(ClientContext context) {
        this.context = context;
        this.key = context.spec().setting("key");
        this.root = key;
        this.node = root + "/lock";
    }

    @Override
    public long acquire() throws Exception {
        while (context.running()) {
            ZooKeeper zk = session();
            try {
                changed.drainPermits();
                long token = tryToCreate(zk);
                if (token != 0) {
                    granted();
                    return token;
                }
                awaitChange(zk);
            } catch (KeeperException.ConnectionLossException e) {
                awaitConnection();
            }
        }
        throw new InterruptedException("the client was asked to stop while it waited");
    }

    /** The token if the lock's znode is this session's now, 0 if it is another's. */
    private long tryToCreate(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        try {
            zk.create(node, new byte[0], Ids.OPEN_ACL_UNSAFE, createMode(), stat);
            return stat.getCzxid();
        } catch (KeeperException.NodeExistsException e) {
            // It may be our own, made by a create whose answer was lost.
            Stat there = zk.exists(node, false);
            return there != null && there.getEphemeralOwner() == zk.getSessionId() ? there.getCzxid() : 0;
        } catch (KeeperException.NoNodeException e) {
            makeRoot(zk);
            return 0;
        }
    }

    protected CreateMode createMode() {
        return CreateMode.EPHEMERAL;
    }

    private void makeRoot(ZooKeeper zk) throws KeeperException, InterruptedException {
        try {
            zk.create(root, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException e) {
            // Another client was faster.
        }
        changed.release();
    }

    private void awaitChange(ZooKeeper zk) throws KeeperException, InterruptedException {
        if (zk.getChildren(root, this).isEmpty()) {
            return;
        }
        while (context.running() && !expired && !changed.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            // A watch or an end of the session wakes us; this only looks whether the client is to stop.
        }
    }

    private void granted() {
        doubted = false;
        holding = true;
        if (!connected) {
            doubt("disconnected when it was granted");
        }
    }

    /**
     * Deletes the znode in the session that owns it, and in no other: once that session has ended the znode is gone, and
     * one of that name is another client's.
     */
    @Override
    public void release() throws Exception {
        ended();
        ZooKeeper zk = zooKeeper;
        if (zk == null || expired) {
            return;
        }
        while (true) {
            try {
                zk.delete(node, -1);
                return;
            } catch (KeeperException.NoNodeException | KeeperException.SessionExpiredException e) {
                return;
            } catch (KeeperException.ConnectionLossException e) {
                if (!awaitConnection() || !stillOurs(zk)) {
                    return;
                }
            }
        }
    }

    /** The client relies on its hold no longer. */
    protected final void ended() {
        holding = false;
    }

    /** The lock's znode. */
    protected final String node() {
        return node;
    }

    /**
     * Whether the lock's znode is this session's, after a delete whose answer was lost. The {@code sync} comes after
     * that delete in the leader's order, so that the read sees what became of it.
     */
    private boolean stillOurs(ZooKeeper zk) throws KeeperException, InterruptedException {
        while (context.running()) {
            try {
                sync(zk);
                Stat there = zk.exists(node, false);
                return there != null && there.getEphemeralOwner() == zk.getSessionId();
            } catch (KeeperException.SessionExpiredException e) {
                return false;
            } catch (KeeperException.ConnectionLossException e) {
                if (!awaitConnection()) {
                    return false;
                }
            }
        }
        return false;
    }

    private void sync(ZooKeeper zk) throws KeeperException, InterruptedException {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        zk.sync(node, (code, path, ctx) -> done.complete(code), null);
        try {
            KeeperException.Code code =
                    KeeperException.Code.get(done.get(context.spec().sessionTimeoutMillis(), TimeUnit.MILLISECONDS));
            if (code != KeeperException.Code.OK) {
                throw KeeperException.create(code, node);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new KeeperException.ConnectionLossException();
        }
    }

    /** The session, a new one if the last one has ended; waits until it is connected. */
    protected final ZooKeeper session() throws IOException, InterruptedException {
        ZooKeeper zk = zooKeeper;
        if (zk == null || expired) {
            expired = false;
            connected = false;
            zk = context.connect(this);
            zooKeeper = zk;
        }
        awaitConnection();
        return zk;
    }

    /** Waits until the session is connected; false if it ended or the client is to stop. */
    private boolean awaitConnection() throws InterruptedException {
        while (context.running() && !connected && !expired) {
            context.pause(Duration.ofMillis(10));
        }
        return connected && !expired;
    }

    @Override
    public void process(WatchedEvent event) {
        switch (event.getState()) {
            case SyncConnected -> connected = true;
            case Disconnected -> {
                connected = false;
                doubt("Disconnected");
            }
            case Expired -> {
                expired = true;
                connected = false;
                doubt("Expired");
            }
            default -> connected = false;
        }
        changed.release();
    }

    /** The hold is not to be relied on from now on. */
    protected void doubt(String reason) {
        if (holding && !doubted) {
            doubted = true;
            context.recorder().doubts(key, reason);
        }
    }

    @Override
    public boolean doubted() {
        return doubted;
    }
}
