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
 * The fair queue of ZooKeeper's own recipe, in raw calls: an ephemeral sequential znode for each waiter, whose turn it is when
 * none is older, and that watches the one before it only.
 *
 * <p>The name holds the session, {@code <label>-<session>-<sequence>}: so a create whose answer was lost is found again, and
 * the znode of an earlier, dying session is never taken for its own. Not for several threads, but for the watcher's. Mutants
 * override one step each.
 */
public class FairQueue extends RawLock {
    private @Nullable String mine;
    private long token;
    private long session;
    private boolean unsure;

    public FairQueue(ClientContext context, RawSession session, String key) {
        super(context, session, key);
    }

    /** What its znodes' names begin with. */
    protected String label() {
        return "turn";
    }

    @Override
    public long acquire() throws Exception {
        while (context().running()) {
            ZooKeeper zk = session().open();
            try {
                if (queued(zk) && myTurn(zk)) {
                    granted();
                    return token;
                }
            } catch (KeeperException.ConnectionLossException e) {
                session().awaitConnection();
            } catch (KeeperException.SessionExpiredException e) {
                // The watcher hears of it too; the next round has a new session.
            }
        }
        throw new InterruptedException("the client was asked to stop while it waited");
    }

    /** Whether there is a znode of this session's own in the queue now. */
    protected boolean queued(ZooKeeper zk) throws KeeperException, InterruptedException {
        if (session != zk.getSessionId()) {
            forget();
            session = zk.getSessionId();
            unsure = false;
        }
        if (mine == null && unsure) {
            find(zk);
        }
        if (mine == null) {
            create(zk);
        }
        return mine != null;
    }

    /** What a create whose answer was lost has made; the {@code sync} comes after it in the leader's order. */
    private void find(ZooKeeper zk) throws KeeperException, InterruptedException {
        session().sync(zk, key());
        for (String child : zk.getChildren(key(), false)) {
            Stat stat = child.startsWith(prefix()) ? zk.exists(key() + "/" + child, false) : null;
            if (stat != null) {
                mine = child;
                token = stat.getCzxid();
            }
        }
        unsure = false;
    }

    private void create(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        unsure = true;
        try {
            String path = zk.create(
                    key() + "/" + prefix(), new byte[0], context().acl(), CreateMode.EPHEMERAL_SEQUENTIAL, stat);
            mine = path.substring(path.lastIndexOf('/') + 1);
            token = stat.getCzxid();
        } catch (KeeperException.NoNodeException e) {
            makeFolder(zk);
        }
        unsure = false;
    }

    private String prefix() {
        return label() + "-" + Long.toHexString(session) + "-";
    }

    /** Waits for its turn; false if the queue is to be looked at from the beginning. */
    private boolean myTurn(ZooKeeper zk) throws KeeperException, InterruptedException {
        while (context().running() && !session().expired()) {
            listenAgain();
            List<String> children = zk.getChildren(key(), false);
            String own = mine;
            if (own == null || !children.contains(own)) {
                forget();
                return false;
            }
            List<String> ahead = ahead(children, own);
            if (ahead.size() < leases()) {
                return true;
            }
            if (watch(zk, ahead)) {
                sleepUntilWoken();
            }
        }
        return false;
    }

    /** The older znodes that it has to wait for, the oldest first. */
    protected List<String> ahead(List<String> children, String own) {
        return children.stream()
                .filter(child -> sequence(child) < sequence(own))
                .sorted(Comparator.comparingLong(FairQueue::sequence))
                .toList();
    }

    /** How many are served at once. */
    protected int leases() {
        return 1;
    }

    /** Watches what it waits for; false if that has changed already. */
    protected boolean watch(ZooKeeper zk, List<String> ahead) throws KeeperException, InterruptedException {
        return zk.exists(key() + "/" + ahead.get(ahead.size() - 1), this) != null;
    }

    /** The number that ZooKeeper gave a znode of the queue. */
    protected static long sequence(String child) {
        return Long.parseLong(child.substring(child.lastIndexOf('-') + 1));
    }

    /** The name of its znode, null if it has none that it knows of. */
    protected final @Nullable String mine() {
        return mine;
    }

    /** It has no znode any more. */
    protected final void forget() {
        mine = null;
        token = 0;
    }

    @Override
    public void release() throws Exception {
        ended();
        ZooKeeper zk = session().alive();
        String own = mine;
        if (zk == null || own == null || zk.getSessionId() != session) {
            return;
        }
        while (true) {
            try {
                zk.delete(key() + "/" + own, -1);
                forget();
                return;
            } catch (KeeperException.NoNodeException | KeeperException.SessionExpiredException e) {
                forget();
                return;
            } catch (KeeperException.ConnectionLossException e) {
                if (!session().awaitConnection()) {
                    return;
                }
            }
        }
    }
}
