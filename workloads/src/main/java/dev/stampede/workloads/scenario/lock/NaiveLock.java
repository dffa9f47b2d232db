package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * The tutorial's lock, done right: the ephemeral znode {@code <key>/lock}, whose losers watch the children of {@code <key>}.
 *
 * <p>Not for several threads, but for the watcher's. Mutants override one step each.
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
                listenAgain();
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

    /** The token if the lock's znode is this session's now, 0 if it is another's. */
    private long tryToCreate(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        try {
            zk.create(node, new byte[0], context().acl(), createMode(), stat);
            return stat.getCzxid();
        } catch (KeeperException.NodeExistsException e) {
            // It may be our own, made by a create whose answer was lost.
            Stat there = zk.exists(node, false);
            return there != null && there.getEphemeralOwner() == zk.getSessionId() ? there.getCzxid() : 0;
        } catch (KeeperException.NoNodeException e) {
            makeFolder(zk);
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
     * Deletes the znode in the session that owns it, and in no other: once that session has ended the znode is gone, and
     * one of that name is another client's.
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
                if (!session().awaitConnection() || !stillOurs(zk)) {
                    return;
                }
            }
        }
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
