package dev.stampede.workloads.scenario.watches;

import dev.stampede.checker.history.data.WatchInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.Deadline;
import dev.stampede.workloads.scenario.RandomTimes;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * Enters and leaves containers that all clients share. To enter, it creates a child in a container, and first the
 * container if it does not exist. The server removes a container after the last client has left it, possibly between
 * these two requests; then the client tries again. Each child has a name of its own. Used by the client's thread. The
 * mutant overrides one step.
 */
public class ContainerVisitor {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final byte[] DATA = {'c'};

    private final ClientContext context;
    private final List<String> containers;
    private final String unused;
    private String child = "";
    private boolean inside;
    private int names;
    private long nextTurn = System.nanoTime();

    /**
     * @param containers the paths of the containers, whose parent exists
     * @param unused the parent of containers that never have a child, which exists
     */
    public ContainerVisitor(ClientContext context, List<String> containers, String unused) {
        this.context = context;
        this.containers = containers;
        this.unused = unused;
    }

    /** Creates a container in which no client creates a child, so that it stays. */
    final void createUnused(ZooKeeper zk) throws InterruptedException {
        try {
            createContainer(zk, unused + "/" + context.spec().uniqueName() + "." + names++);
        } catch (KeeperException e) {
            // The other clients create such containers, too.
        }
    }

    /** Does what is due. */
    final void step(ZooKeeper zk) throws InterruptedException {
        if (!Deadline.reached(nextTurn)) {
            return;
        } else if (inside) {
            leave(zk);
        } else {
            enter(zk);
        }
    }

    private void enter(ZooKeeper zk) throws InterruptedException {
        String container = containers.get(context.random().nextInt(containers.size()));
        child = container + "/" + context.spec().uniqueName() + "." + names++;
        nextTurn = Deadline.in(AFTER_FAILURE);
        Recorder.Op op = context.recorder().invoke(child, new WatchInput.EnterContainer());
        try {
            enter(zk, container, child);
            op.ok();
            inside = true;
            nextTurn = Deadline.in(RandomTimes.logUniform(context, "visit.least.millis", "visit.most.millis"));
        } catch (KeeperException e) {
            op.threw(e);
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    /** Creates the child; each time its container does not exist, it creates the container and tries again. */
    protected void enter(ZooKeeper zk, String container, String znode) throws KeeperException, InterruptedException {
        while (context.running()) {
            try {
                createChild(zk, znode);
                return;
            } catch (KeeperException.NoNodeException e) {
                createContainer(zk, container);
            }
        }
        throw new InterruptedException("the client was asked to stop before it had entered");
    }

    /** Creates a container, if it does not exist. */
    protected final void createContainer(ZooKeeper zk, String container) throws KeeperException, InterruptedException {
        try {
            zk.create(container, DATA, context.acl(), CreateMode.CONTAINER);
        } catch (KeeperException.NodeExistsException e) {
            // Another client created it.
        }
    }

    /** Creates an ephemeral child. */
    protected final void createChild(ZooKeeper zk, String znode) throws KeeperException, InterruptedException {
        zk.create(znode, DATA, context.acl(), CreateMode.EPHEMERAL);
    }

    private void leave(ZooKeeper zk) throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(child, new WatchInput.LeaveContainer());
        nextTurn = Deadline.in(AFTER_FAILURE);
        try {
            zk.delete(child, -1);
            op.ok();
            left();
        } catch (KeeperException.NoNodeException e) {
            op.threw(e); // Its session had ended.
            left();
        } catch (KeeperException e) {
            op.threw(e);
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    private void left() {
        inside = false;
        nextTurn = Deadline.in(RandomTimes.aroundMean(context, "away.millis"));
    }
}
