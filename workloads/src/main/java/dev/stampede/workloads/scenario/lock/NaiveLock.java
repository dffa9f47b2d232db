package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * A correct version of the lock in the tutorial. The client that creates the ephemeral znode {@code <key>/lock} holds
 * the lock; the others watch the children of {@code <key>}.
 *
 * <p>Used by one thread, besides the event thread. Each mutant overrides one step.
 */
public class NaiveLock extends RawLock {
    private final String node;

    public NaiveLock(ClientContext context, RawSession session, String key) {
        super(context, session, key);
        this.node = key + "/lock";
    }

    @Override
    public long acquire() throws Exception {
        while (context().running()) {
            ZooKeeper zk = session().open();
            try {
                discardWakeUps();
                long token = tryToCreate(zk);
                if (token != 0) {
                    granted();
                    return token;
                }
                awaitChange(zk);
            } catch (KeeperException.ConnectionLossException e) {
                session().awaitConnection();
            }
        }
        throw new InterruptedException("the client was asked to stop while it waited");
    }

    /** Tries to create the znode of the lock. Returns the token of the znode if this session owns it; else 0. */
    private long tryToCreate(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        try {
            zk.create(node, new byte[0], context().acl(), createMode(), stat);
            return stat.getCzxid();
        } catch (KeeperException.NodeExistsException e) {
            // This session may own it: the answer to its create may have been lost.
            Stat there = zk.exists(node, false);
            return there != null && there.getEphemeralOwner() == zk.getSessionId() ? there.getCzxid() : 0;
        } catch (KeeperException.NoNodeException e) {
            createParent(zk);
            return 0;
        }
    }

    protected CreateMode createMode() {
        return CreateMode.EPHEMERAL;
    }

    private void awaitChange(ZooKeeper zk) throws KeeperException, InterruptedException {
        if (!zk.getChildren(key(), this).isEmpty()) {
            sleepUntilWoken();
        }
    }

    /**
     * Deletes the znode, but only in the session that owns it. When that session has ended, a znode of this name
     * belongs to another client.
     */
    @Override
    public void release() throws Exception {
        ended();
        ZooKeeper zk = session().alive();
        if (zk == null) {
            return;
        }
        while (true) {
            try {
                zk.delete(node, -1);
                return;
            } catch (KeeperException.NoNodeException | KeeperException.SessionExpiredException e) {
                return;
            } catch (KeeperException.ConnectionLossException e) {
                if (!session().awaitConnection() || !stillOwned(zk)) {
                    return;
                }
            }
        }
    }

    /** The path of the lock's znode. */
    protected final String node() {
        return node;
    }

    /**
     * Whether this session still owns the znode after a delete whose answer was lost. The leader orders the
     * {@code sync} after the delete, so the read returns the result of the delete.
     */
    private boolean stillOwned(ZooKeeper zk) throws KeeperException, InterruptedException {
        while (context().running()) {
            try {
                session().sync(zk, node);
                Stat there = zk.exists(node, false);
                return there != null && there.getEphemeralOwner() == zk.getSessionId();
            } catch (KeeperException.SessionExpiredException e) {
                return false;
            } catch (KeeperException.ConnectionLossException e) {
                if (!session().awaitConnection()) {
                    return false;
                }
            }
        }
        return false;
    }
}
