package dev.stampede.workloads.scenario.barrier;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.barrier.DoubleBarrierDriver.MemberBarriers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.ConnectionLossException;
import org.apache.zookeeper.KeeperException.SessionExpiredException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A correct double barrier in raw calls. A member is an ephemeral child of the barrier. A client that counts enough
 * children creates the child {@code ready}; all clients enter when it exists. To leave, a client deletes its child, and
 * waits until no member's child is left.
 *
 * <p>{@code ready} is created in one transaction with a check of all counted children, and a client that gives up
 * deletes its child in one transaction that fails if {@code ready} exists. So either all counted members enter, or
 * none.
 *
 * <p>Each mutant overrides one step.
 */
public class NaiveDoubleBarrier implements MemberBarriers {
    private static final String READY = "ready";

    private final ClientContext context;
    private final RawSession session;
    private final WakeUps wakeUps;
    private final String name;
    private @Nullable String mayHaveChildIn;

    public NaiveDoubleBarrier(ClientContext context) {
        this.context = context;
        this.session = new RawSession(context);
        this.wakeUps = new WakeUps(context, session);
        this.name = "member-" + context.spec().number();
    }

    @Override
    public final boolean enter(String path, int members, Duration timeout) throws Exception {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long seen = wakeUps.events();
            ZooKeeper zk = connected(deadline);
            try {
                deleteEarlierChild(zk, path);
                mayHaveChildIn = path;
                join(zk, path);
                if (mayEnter(zk, path, members)) {
                    return true;
                } else if (System.nanoTime() - deadline >= 0) {
                    return giveUp(zk, path);
                }
            } catch (SessionExpiredException e) {
                continue; // The child is gone with the session.
            } catch (ConnectionLossException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw e;
                }
            }
            wakeUps.await(seen, deadline);
        }
    }

    /** Deletes this client's child in an earlier barrier, if the child may still exist. */
    private void deleteEarlierChild(ZooKeeper zk, String path) throws KeeperException, InterruptedException {
        String earlier = mayHaveChildIn;
        if (earlier != null && !earlier.equals(path)) {
            deleteQuietly(zk, child(earlier));
        }
    }

    /**
     * The connected handle.
     *
     * @throws ConnectionLossException if no handle is connected until the deadline, so that it is unknown whether the
     *     client is in the barrier
     */
    private ZooKeeper connected(long deadline) throws Exception {
        while (true) {
            long seen = wakeUps.events();
            ZooKeeper zk = session.connectedNow();
            if (zk != null) {
                return zk;
            } else if (System.nanoTime() - deadline >= 0) {
                throw new ConnectionLossException();
            }
            wakeUps.await(seen, deadline);
        }
    }

    /** Creates the child of this client in its present session. */
    private void join(ZooKeeper zk, String path) throws KeeperException, InterruptedException {
        String own = child(path);
        Stat there = zk.exists(own, false);
        if (there != null && there.getEphemeralOwner() != zk.getSessionId()) {
            deleteQuietly(zk, own);
            there = null;
        }
        if (there == null) {
            RawSession.createPath(zk, path, context.acl());
            zk.create(own, new byte[0], context.acl(), CreateMode.EPHEMERAL);
        }
    }

    /** The path of this client's child. */
    protected String child(String path) {
        return path + "/" + name;
    }

    /** Whether enough members are in the barrier. Sets watches. */
    protected boolean mayEnter(ZooKeeper zk, String path, int members) throws KeeperException, InterruptedException {
        if (zk.exists(path + "/" + READY, watch()) != null) {
            return true;
        }
        List<String> children = zk.getChildren(path, watch());
        if (children.size() < members) {
            return false;
        }
        List<Op> ops = new ArrayList<>();
        children.forEach(c -> ops.add(Op.check(path + "/" + c, -1)));
        ops.add(Op.create(path + "/" + READY, new byte[0], context.acl(), CreateMode.PERSISTENT));
        try {
            zk.multi(ops);
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return true;
        } catch (KeeperException.NoNodeException e) {
            return false; // A member gave up; the event of its child wakes the client.
        }
    }

    /** The watch that a client sets while it waits. */
    protected @Nullable WakeUps watch() {
        return wakeUps;
    }

    /**
     * Deletes the child, unless the barrier is ready. Returns whether the barrier is ready, so that this client has
     * entered.
     */
    protected boolean giveUp(ZooKeeper zk, String path) throws KeeperException, InterruptedException {
        String ready = path + "/" + READY;
        try {
            zk.multi(List.of(
                    Op.create(ready, new byte[0], context.acl(), CreateMode.PERSISTENT),
                    Op.delete(ready, -1),
                    Op.delete(child(path), -1)));
            mayHaveChildIn = null;
            return false;
        } catch (KeeperException.NodeExistsException e) {
            return true;
        }
    }

    @Override
    public boolean leave(String path, Duration timeout) throws Exception {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long seen = wakeUps.events();
            ZooKeeper zk = connected(deadline);
            try {
                deleteQuietly(zk, child(path));
                mayHaveChildIn = null;
                if (allHaveLeft(zk, path)) {
                    return true;
                } else if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
            } catch (SessionExpiredException e) {
                continue;
            } catch (ConnectionLossException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw e;
                }
            }
            wakeUps.await(seen, deadline);
        }
    }

    /** Whether no member is left in the barrier. If so, deletes the barrier. */
    private boolean allHaveLeft(ZooKeeper zk, String path) throws KeeperException, InterruptedException {
        try {
            if (zk.getChildren(path, wakeUps).stream().anyMatch(c -> !c.equals(READY))) {
                return false;
            }
        } catch (KeeperException.NoNodeException e) {
            return true;
        }
        deleteQuietly(zk, path + "/" + READY);
        try {
            deleteQuietly(zk, path);
        } catch (KeeperException.NotEmptyException e) {
            // Another client has entered late.
        }
        return true;
    }

    private static void deleteQuietly(ZooKeeper zk, String path) throws KeeperException, InterruptedException {
        try {
            zk.delete(path, -1);
        } catch (KeeperException.NoNodeException e) {
            // It is gone.
        }
    }
}
