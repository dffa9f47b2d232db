package dev.stampede.workloads.scenario.naming;

import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RawSession;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * Ids as the suffixes of sequential znodes. A request whose answer was lost returns no id; the next request creates
 * another id.
 *
 * <p>Setting: {@code ids} (the parent znode). Not thread-safe. Mutants override {@link #draw}.
 */
public class SequentialIds {
    private final ClientContext context;
    private final String folder;

    public SequentialIds(ClientContext context) {
        this.context = context;
        this.folder = context.spec().setting("ids");
    }

    /** Creates the parent of the ids. */
    final void prepare(ZooKeeper zk) throws KeeperException, InterruptedException {
        RawSession.createPath(zk, folder, context.acl());
    }

    /** Generates an id and records it. */
    final void next(ZooKeeper zk) throws KeeperException, InterruptedException {
        Recorder.Op op = context.recorder().invoke(folder, new NameInput.NextId());
        try {
            op.ok(new OperationOutput.WholeNumber(draw(zk, folder)));
        } catch (KeeperException e) {
            op.threw(e);
            throw e;
        }
    }

    /** Creates an id. Its znode is deleted, because only the number is needed. */
    protected long draw(ZooKeeper zk, String above) throws KeeperException, InterruptedException {
        String path = zk.create(above + "/id-", new byte[0], context.acl(), CreateMode.EPHEMERAL_SEQUENTIAL);
        zk.delete(path, -1, (code, p, ctx) -> {}, null);
        return Long.parseLong(path.substring(path.lastIndexOf('-') + 1));
    }
}
