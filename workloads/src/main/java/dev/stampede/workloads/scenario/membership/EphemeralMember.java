package dev.stampede.workloads.scenario.membership;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * A correct group member in raw calls: an ephemeral znode with the member's data. In a new session the member creates
 * the znode again, after the znode of the previous session has disappeared. It watches its znode, and creates the znode
 * again if it was deleted. After a lost answer it writes its data again.
 *
 * <p>Used by the client's thread, besides the event thread. Each mutant overrides one step.
 */
public class EphemeralMember implements Watcher {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

    private final ClientContext context;
    private final String path;
    private String data = "";
    private boolean joined;
    private boolean dataWritten;
    private long createdInSession;
    private long nextTry = System.nanoTime();
    private volatile boolean deleted;

    /** @param path the path of the member's znode */
    public EphemeralMember(ClientContext context, String path) {
        this.context = context;
        this.path = path;
    }

    /**
     * Creates the znode.
     *
     * @throws KeeperException.NodeExistsException if the znode of a previous session still exists
     */
    public final void join(ZooKeeper zk, String initial) throws KeeperException, InterruptedException {
        data = initial;
        create(zk);
        joined = true;
    }

    /** Writes the data. If this fails, {@link #keep} tries again. */
    public final void setData(ZooKeeper zk, String changed) throws KeeperException, InterruptedException {
        data = changed;
        dataWritten = false;
        write(zk);
    }

    private void write(ZooKeeper zk) throws KeeperException, InterruptedException {
        zk.setData(path, bytes(), -1);
        dataWritten = true;
    }

    /** Deletes the znode. */
    public void leave(ZooKeeper zk) throws KeeperException, InterruptedException {
        joined = false;
        createdInSession = 0;
        try {
            zk.delete(path, -1);
        } catch (KeeperException.NoNodeException e) {
            // Its session had ended.
        }
    }

    /** Restores the znode and its data where necessary. */
    public final void keep(ZooKeeper zk) throws InterruptedException {
        if (!joined || System.nanoTime() - nextTry < 0) {
            return;
        }
        try {
            if (deleted || (createdInSession != zk.getSessionId() && wantedAgain(createdInSession))) {
                create(zk);
            } else if (!dataWritten) {
                write(zk);
            }
        } catch (KeeperException e) {
            // The answer was lost, or the znode of the previous session still exists.
            nextTry = System.nanoTime() + AFTER_FAILURE.toNanos();
        }
    }

    /**
     * Whether to create the znode in a new session.
     *
     * @param session the session in which it was created last, 0 if it was not created yet
     */
    protected boolean wantedAgain(long session) {
        return true;
    }

    /**
     * Whether to watch the znode, so that the member learns of its delete, for example at the end of the previous
     * session.
     */
    protected boolean watchesItsZnode() {
        return true;
    }

    /** Creates the znode, and the group if it does not exist. */
    private void create(ZooKeeper zk) throws KeeperException, InterruptedException {
        try {
            create(zk, path, bytes());
        } catch (KeeperException.NoNodeException e) {
            RawSession.createPath(zk, path.substring(0, path.lastIndexOf('/')), context.acl());
            create(zk, path, bytes());
        }
        createdInSession = zk.getSessionId();
        dataWritten = true;
        deleted = watchesItsZnode() && zk.exists(path, this) == null;
    }

    /** Creates the znode. An existing znode belongs to this session, or to a previous one that has not ended yet. */
    protected void create(ZooKeeper zk, String znode, byte[] bytes) throws KeeperException, InterruptedException {
        try {
            zk.create(znode, bytes, context.acl(), CreateMode.EPHEMERAL);
        } catch (KeeperException.NodeExistsException e) {
            Stat there = zk.exists(znode, false);
            if (there == null || there.getEphemeralOwner() != zk.getSessionId()) {
                throw e;
            }
            zk.setData(znode, bytes, -1);
        }
    }

    private byte[] bytes() {
        return data.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public final void process(WatchedEvent event) {
        if (event.getType() == Event.EventType.NodeDeleted) {
            deleted = true;
        }
    }
}
