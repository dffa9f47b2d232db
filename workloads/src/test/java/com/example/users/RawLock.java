package com.example.users;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** A lock in raw calls: one ephemeral znode, and an exists watch for those who wait. */
public class RawLock {
    private static final String ZNODE = "/raw-lock";
    private static final long PATIENCE_MILLIS = 2000;

    private final RawSession session;
    private ZooKeeper held;

    public RawLock(String connectString, Consumer<String> doubts) {
        session = new RawSession(connectString, state -> doubts.accept(state.name()));
    }

    /** Waits for a moment; returns whether the lock is held now. */
    public boolean acquire() throws Exception {
        ZooKeeper zk = session.await(PATIENCE_MILLIS);
        if (zk == null) {
            return false;
        }
        try {
            if (created(zk)) {
                held = zk;
                return true;
            }
            CountDownLatch changed = new CountDownLatch(1);
            if (zk.exists(ZNODE, event -> changed.countDown()) != null) {
                changed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
            return false;
        } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
            return false; // If the znode was created, the next call finds it.
        }
    }

    private boolean created(ZooKeeper zk) throws KeeperException, InterruptedException {
        try {
            zk.create(ZNODE, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return isOurs(zk);
        }
    }

    /** The answer to an earlier create may have been lost. */
    protected boolean isOurs(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat there = zk.exists(ZNODE, false);
        return there != null && there.getEphemeralOwner() == zk.getSessionId();
    }

    /** Deletes the znode. If that is uncertain, ends the session: a second delete might hit the next holder. */
    public void release() throws Exception {
        try {
            held.delete(ZNODE, -1);
        } catch (KeeperException e) {
            session.close();
        }
    }

    public void close() throws InterruptedException {
        session.close();
    }
}
