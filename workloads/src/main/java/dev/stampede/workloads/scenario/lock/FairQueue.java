package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import java.util.Comparator;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * ZooKeeper's lock recipe in raw calls. Each waiter has an ephemeral sequential znode. The client with the lowest
 * number holds the lock, and every waiter watches only its predecessor.
 *
 * <p>The name of the znode, {@code <label>-<session>-<sequence>}, contains the session id. Therefore the client can
 * find a znode whose create answer was lost, and never mistakes a znode of its previous, expiring session for its own.
 * Used by one thread, besides the event thread. Each mutant overrides one step.
 */
public class FairQueue extends RawLock {
    private @Nullable String ownNode;
    private long token;
    private long session;
    private boolean createUncertain;

    public FairQueue(ClientContext context, RawSession session, String key) {
        super(context, session, key);
    }

    /** The first part of the names of the client's znodes. */
    protected String label() {
        return "turn";
    }

    @Override
    public long acquire() throws Exception {
        while (context().running()) {
            ZooKeeper zk = session().open();
            try {
                if (ensureQueued(zk) && myTurn(zk)) {
                    granted();
                    return token;
                }
            } catch (KeeperException.ConnectionLossException e) {
                session().awaitConnection();
            } catch (KeeperException.SessionExpiredException e) {
                // The watcher also learns of it, and the next iteration opens a new session.
            }
        }
        throw new InterruptedException("the client was asked to stop while it waited");
    }

    /** Makes sure that this session has a znode in the queue; false if the znode could not be created. */
    protected boolean ensureQueued(ZooKeeper zk) throws KeeperException, InterruptedException {
        if (session != zk.getSessionId()) {
            forgetOwnNode();
            session = zk.getSessionId();
            createUncertain = false;
        }
        if (ownNode == null && createUncertain) {
            findLostCreate(zk);
        }
        if (ownNode == null) {
            create(zk);
        }
        return ownNode != null;
    }

    /** Looks for the znode of a create whose answer was lost. The leader orders the {@code sync} after the create. */
    private void findLostCreate(ZooKeeper zk) throws KeeperException, InterruptedException {
        session().sync(zk, key());
        for (String child : zk.getChildren(key(), false)) {
            Stat stat = child.startsWith(prefix()) ? zk.exists(key() + "/" + child, false) : null;
            if (stat != null) {
                ownNode = child;
                token = stat.getCzxid();
            }
        }
        createUncertain = false;
    }

    private void create(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        createUncertain = true;
        try {
            String path = zk.create(
                    key() + "/" + prefix(), new byte[0], context().acl(), CreateMode.EPHEMERAL_SEQUENTIAL, stat);
            ownNode = path.substring(path.lastIndexOf('/') + 1);
            token = stat.getCzxid();
        } catch (KeeperException.NoNodeException e) {
            createParent(zk);
        }
        createUncertain = false;
    }

    private String prefix() {
        return label() + "-" + Long.toHexString(session) + "-";
    }

    /** Waits for the client's turn; false if the client must first check its session and its znode again. */
    private boolean myTurn(ZooKeeper zk) throws KeeperException, InterruptedException {
        while (context().running() && !session().expired()) {
            discardWakeUps();
            List<String> children = zk.getChildren(key(), false);
            String own = ownNode;
            if (own == null || !children.contains(own)) {
                forgetOwnNode();
                return false;
            }
            List<String> ahead = predecessors(children, own);
            if (ahead.size() < leases()) {
                return true;
            }
            if (watch(zk, ahead)) {
                sleepUntilWoken();
            }
        }
        return false;
    }

    /** The znodes with lower numbers for which the client waits, in ascending order. */
    protected List<String> predecessors(List<String> children, String own) {
        return children.stream()
                .filter(child -> sequence(child) < sequence(own))
                .sorted(Comparator.comparingLong(FairQueue::sequence))
                .toList();
    }

    /** The number of clients that may hold the lock at once. */
    protected int leases() {
        return 1;
    }

    /** Watches the predecessor; false if it no longer exists. */
    protected boolean watch(ZooKeeper zk, List<String> ahead) throws KeeperException, InterruptedException {
        return zk.exists(key() + "/" + ahead.get(ahead.size() - 1), this) != null;
    }

    /** The sequence number of a znode in the queue. */
    protected static long sequence(String child) {
        return Long.parseLong(child.substring(child.lastIndexOf('-') + 1));
    }

    /** The name of the client's znode; null if none is known. */
    protected final @Nullable String ownNode() {
        return ownNode;
    }

    /** Called when the client's znode no longer exists. */
    protected final void forgetOwnNode() {
        ownNode = null;
        token = 0;
    }

    @Override
    public void release() throws Exception {
        ended();
        ZooKeeper zk = session().alive();
        String own = ownNode;
        if (zk == null || own == null || zk.getSessionId() != session) {
            return;
        }
        while (true) {
            try {
                zk.delete(key() + "/" + own, -1);
                forgetOwnNode();
                return;
            } catch (KeeperException.NoNodeException | KeeperException.SessionExpiredException e) {
                forgetOwnNode();
                return;
            } catch (KeeperException.ConnectionLossException e) {
                if (!session().awaitConnection()) {
                    return;
                }
            }
        }
    }
}
