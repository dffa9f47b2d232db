package com.example.users;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * An elector in the style of Hadoop's {@code ActiveStandbyElector}: an ephemeral lock, an exists watch for the standby,
 * and a persistent breadcrumb that names the active one, so that the next one fences it before it becomes active. While
 * disconnected it is neutral. Works with its own handle.
 *
 * <p>All changes happen on one thread of its own; {@link #isLeader} only reads a flag.
 */
public class HadoopLikeElector {
    private static final String PARENT = "/hadoop-ha";
    private static final String LOCK = PARENT + "/ActiveStandbyElectorLock";
    private static final String BREADCRUMB = PARENT + "/ActiveBreadCrumb";
    private static final int SESSION_MILLIS = 4000;

    private final String connectString;
    private final byte[] id = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    private final ExecutorService events = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "elector");
        thread.setDaemon(true);
        return thread;
    });
    private ZooKeeper zk; // used by the events' thread only
    private int losses; // how often the connection was lost; guarded by this
    private volatile boolean active;
    private volatile boolean closed;

    public HadoopLikeElector(String connectString) {
        this.connectString = connectString;
    }

    public void start() {
        events.execute(this::join);
    }

    public boolean isLeader() {
        return active;
    }

    /** Quits the election: with the session its lock disappears. A clean exit removes the breadcrumb. */
    public void close() throws InterruptedException {
        boolean clean = quit();
        events.execute(() -> leave(clean));
        events.shutdown();
        events.awaitTermination(10, java.util.concurrent.TimeUnit.SECONDS);
    }

    private synchronized boolean quit() {
        boolean was = active;
        active = false;
        closed = true;
        return was;
    }

    private void leave(boolean clean) {
        try {
            if (clean) {
                zk.delete(BREADCRUMB, -1);
            }
        } catch (KeeperException | InterruptedException e) {
            // The next one fences us although there is no need.
        }
        closeHandle();
    }

    private void closeHandle() {
        try {
            if (zk != null) {
                zk.close(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void join() {
        closeHandle();
        try {
            ZooKeeper[] own = new ZooKeeper[1];
            own[0] = new ZooKeeper(connectString, SESSION_MILLIS, event -> received(event, own));
            zk = own[0];
        } catch (IOException e) {
            later(this::join);
        }
    }

    /** On ZooKeeper's thread: the flag falls at once, everything else happens in order on the elector's thread. */
    private void received(WatchedEvent event, ZooKeeper[] of) {
        if (event.getState() != KeeperState.SyncConnected) {
            stateLost(event.getState());
        }
        later(() -> {
            if (of[0] == zk && !closed) {
                handle(event);
            }
        });
    }

    /** Called on ZooKeeper's thread in every state but connected. */
    protected synchronized void stateLost(KeeperState state) {
        losses++;
        active = false;
    }

    private synchronized int losses() {
        return losses;
    }

    private void handle(WatchedEvent event) {
        if (event.getState() == KeeperState.Expired) {
            join();
        } else if (event.getState() == KeeperState.SyncConnected) {
            elect();
        }
    }

    /** Creates the lock, or finds out who has it and watches it. Runs again after the next event. */
    private void elect() {
        int before = losses();
        try {
            if (create()) {
                becomeActive(before);
            } else {
                Stat lock = zk.exists(LOCK, true);
                if (lock == null) {
                    later(this::elect);
                } else if (lock.getEphemeralOwner() == zk.getSessionId()) {
                    becomeActive(before);
                }
            }
        } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
            // An event follows.
        } catch (KeeperException e) {
            later(this::elect);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean create() throws KeeperException, InterruptedException {
        try {
            zk.create(LOCK, id, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return false;
        } catch (KeeperException.NoNodeException e) {
            try {
                zk.create(PARENT, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException another) {
                // Another elector created it.
            }
            return create();
        }
    }

    /** Leaves its breadcrumb, after it has fenced the one before. */
    private void becomeActive(int lossesBefore) throws KeeperException, InterruptedException {
        try {
            zk.setData(BREADCRUMB, id, -1);
        } catch (KeeperException.NoNodeException e) {
            zk.create(BREADCRUMB, id, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
        if (!activate(lossesBefore)) {
            later(this::elect);
        }
    }

    /**
     * The event of a lost connection can arrive before the answer of an earlier request is used. {@code getState()}
     * does not help: after that event, it returns CONNECTED until the client connects again.
     */
    private synchronized boolean activate(int lossesBefore) {
        active = losses == lossesBefore && !closed;
        return active;
    }

    private void later(Runnable work) {
        try {
            events.execute(work);
        } catch (java.util.concurrent.RejectedExecutionException e) {
            // It was closed.
        }
    }
}
