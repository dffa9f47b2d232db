package dev.stampede.workloads.sweep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** What an operation uses in a case. Used by the thread of the case, except {@link #curator} and {@link #direct}. */
public final class CaseContext {
    /** How long others may need to go on. The client needs up to 1 s to reconnect, and 1 s for background retries. */
    public static final Duration PROGRESS = Duration.ofSeconds(6);

    private static final long POLL_MILLIS = 20;
    /** The maximum number of znodes that are examined below the path of a case. */
    private static final int MAX_ZNODES = 500;

    private final SweepCase sweepCase;
    private final CuratorFramework curator;
    private final CuratorFramework direct;
    private final String root;
    private final List<Shortfall> shortfalls = new ArrayList<>();

    CaseContext(SweepCase sweepCase, CuratorFramework curator, CuratorFramework direct, String root) {
        this.sweepCase = sweepCase;
        this.curator = curator;
        this.direct = direct;
        this.root = root;
    }

    /** The client whose request is lost. */
    public CuratorFramework curator() {
        return curator;
    }

    /** A client that nothing disturbs. Many cases share it. Checks and second clients use it. */
    public CuratorFramework direct() {
        return direct;
    }

    /** The path of the recipe's znodes. Its parent does not exist if the parents are cold. */
    public String path() {
        return root + "/parent/recipe";
    }

    /** The path that this case alone uses. */
    public String root() {
        return root;
    }

    /** Whether the parents exist before. */
    public boolean warm() {
        return sweepCase.warm();
    }

    /** Whether a second client uses the recipe. */
    public boolean contended() {
        return sweepCase.contended();
    }

    /**
     * Records a shortfall if a postcondition is not true.
     *
     * @param broken the outcome of the case if it is not true
     * @param promise the sentence of the documentation
     * @param observed what is true instead
     */
    public void require(boolean holds, CellOutcome broken, String promise, String observed) {
        if (!holds) {
            shortfalls.add(new Shortfall(broken, promise, observed));
        }
    }

    /** Whether an exception says that the connection or the session was lost. */
    public boolean connectionTrouble(Exception thrown) {
        return thrown instanceof KeeperException.ConnectionLossException
                || thrown instanceof KeeperException.SessionExpiredException
                || thrown instanceof KeeperException.OperationTimeoutException
                || thrown instanceof KeeperException.SessionMovedException;
    }

    /** Waits until something is true, at most {@link #PROGRESS}. */
    public boolean eventually(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PROGRESS.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** The children of a znode; none if it does not exist. Read by the undisturbed client. */
    public List<String> children(String path) throws Exception {
        try {
            return direct.getChildren().forPath(path);
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        }
    }

    /** The data of a znode; null if it does not exist. Read by the undisturbed client. */
    public byte @Nullable [] data(String path) throws Exception {
        try {
            return direct.getData().forPath(path);
        } catch (KeeperException.NoNodeException e) {
            return null;
        }
    }

    /** The current session of the client. */
    public long session() throws Exception {
        return curator.getZookeeperClient().getZooKeeper().getSessionId();
    }

    /** The ephemeral znodes of the client's current session in the path of the case. */
    public List<String> owned() throws Exception {
        List<String> found = new ArrayList<>();
        List<String> pending = new ArrayList<>(List.of(root));
        long session = session();
        for (int i = 0; i < pending.size() && i < MAX_ZNODES; i++) {
            String path = pending.get(i);
            Stat stat = direct.checkExists().forPath(path);
            if (stat != null && stat.getEphemeralOwner() == session) {
                found.add(path);
            }
            children(path).forEach(child -> pending.add(path + "/" + child));
        }
        return found;
    }

    List<Shortfall> shortfalls() {
        return List.copyOf(shortfalls);
    }
}
