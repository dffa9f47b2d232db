package dev.stampede.workloads.scenario.barrier;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.barrier.SetBarrierDriver.LiftableBarrier;
import java.time.Duration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * A correct barrier in raw calls: a znode whose existence keeps clients back. A waiting client watches the znode, and
 * reads it again after each event and each reconnect.
 *
 * <p>Each mutant overrides one step.
 */
public class NaiveBarrier implements LiftableBarrier {
    private final ClientContext context;
    private final RawSession session;
    private final WakeUps wakeUps;
    private final String path;

    public NaiveBarrier(ClientContext context, RawSession session, WakeUps wakeUps, String path) {
        this.context = context;
        this.session = session;
        this.wakeUps = wakeUps;
        this.path = path;
    }

    @Override
    public final void set() throws Exception {
        try {
            session.await().create(path, new byte[0], context.acl(), CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException e) {
            // It is set.
        }
    }

    @Override
    public final void lift() throws Exception {
        try {
            session.await().delete(path, -1);
        } catch (KeeperException.NoNodeException e) {
            // It is lifted.
        }
    }

    @Override
    public boolean await(Duration timeout) throws Exception {
        long deadline = deadline(timeout);
        while (true) {
            long seen = wakeUps.events();
            if (lifted()) {
                return true;
            }
            wakeUps.await(seen, deadline);
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
        }
    }

    /** The time at which a wait gives up, in nanoseconds of {@link System#nanoTime()}. */
    protected long deadline(Duration timeout) {
        return System.nanoTime() + timeout.toNanos();
    }

    /** Whether the barrier is lifted; false if this is unknown. Sets a watch. */
    protected boolean lifted() throws Exception {
        ZooKeeper zk = session.connectedNow();
        if (zk == null) {
            return false;
        }
        try {
            return zk.exists(path, wakeUps) == null;
        } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
            return false; // The change of the connection wakes the client.
        }
    }

    /** The events that wake a waiting client. */
    protected final WakeUps wakeUps() {
        return wakeUps;
    }
}
