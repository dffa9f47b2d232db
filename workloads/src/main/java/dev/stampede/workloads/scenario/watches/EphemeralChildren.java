package dev.stampede.workloads.scenario.watches;

import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * The ephemeral children that a client creates in its session. It deletes some of them; the others vanish with the
 * session. Each has a name of its own. Used by the client's thread.
 */
final class EphemeralChildren {
    private static final int MOST = 4;
    private static final byte[] DATA = {'e'};

    private final ClientContext context;
    private final List<String> parents;
    private final Deque<String> children = new ArrayDeque<>();
    private int names;

    /** @param parents the paths of the parents, which exist */
    EphemeralChildren(ClientContext context, List<String> parents) {
        this.context = context;
        this.parents = parents;
    }

    /** Creates a child, or deletes the oldest one if there are several. */
    void step(ZooKeeper zk) throws InterruptedException {
        if (children.size() < MOST && (children.isEmpty() || context.random().nextInt(3) > 0)) {
            create(zk);
        } else {
            delete(zk, children.remove());
        }
    }

    /** Forgets the children, because they vanish with their session. */
    void ended() {
        children.clear();
    }

    private void create(ZooKeeper zk) throws InterruptedException {
        String child = parents.get(context.random().nextInt(parents.size())) + "/"
                + context.spec().uniqueName() + "." + names++;
        Recorder.Op op = context.recorder().invoke(child, new ZnodeInput.Create("e"));
        try {
            zk.create(child, DATA, context.acl(), CreateMode.EPHEMERAL);
            op.ok();
            children.add(child);
        } catch (KeeperException e) {
            op.threw(e);
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    private void delete(ZooKeeper zk, String child) throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(child, new ZnodeInput.Delete(-1));
        try {
            zk.delete(child, -1);
            op.ok();
        } catch (KeeperException e) {
            op.threw(e);
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }
}
