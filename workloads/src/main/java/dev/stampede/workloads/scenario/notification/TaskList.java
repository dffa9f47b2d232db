package dev.stampede.workloads.scenario.notification;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.ZnodeStates;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Lists the tasks of a worker when they may have changed, and reads each task that the worker does not know. Used by
 * the client's thread, except for {@link #setChanged}. Each mutant overrides one step.
 */
public class TaskList implements TaskFeed {
    private final ClientContext context;
    private final String folder;
    private volatile boolean changed = true;

    public TaskList(ClientContext context, String folder) {
        this.context = context;
        this.folder = folder;
    }

    /** Marks the list as outdated, so that the tasks are listed again. Safe to call on any thread. */
    protected final void setChanged() {
        changed = true;
    }

    /** The watcher for the next list; null for none. */
    protected @Nullable Watcher watcher() {
        return null;
    }

    /** Whether the worker has received this task. */
    protected boolean known(Worker worker, String path) {
        return worker.knows(path);
    }

    @Override
    public void poll(ZooKeeper zk, Worker worker) throws InterruptedException {
        if (changed) {
            changed = false;
            try {
                for (String task : list(zk)) {
                    String path = folder + "/" + task;
                    if (!known(worker, path)) {
                        read(zk, path, worker);
                    }
                }
            } catch (KeeperException e) {
                changed = true;
            }
        }
    }

    private List<String> list(ZooKeeper zk) throws KeeperException, InterruptedException {
        Recorder.Op op = context.recorder().invoke(folder, new ZnodeInput.CountChildren());
        try {
            List<String> tasks = list(zk, folder);
            op.ok(new OperationOutput.WholeNumber(tasks.size()));
            return tasks;
        } catch (KeeperException e) {
            op.threw(e);
            throw e;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    /** Lists the children of the folder. */
    protected List<String> list(ZooKeeper zk, String parent) throws KeeperException, InterruptedException {
        return zk.getChildren(parent, watcher(), new Stat());
    }

    private void read(ZooKeeper zk, String path, Worker worker) throws KeeperException, InterruptedException {
        Recorder.Op op = context.recorder().invoke(path, new ZnodeInput.Read(ReadKind.GET));
        Stat stat = new Stat();
        try {
            byte[] data = zk.getData(path, false, stat);
            op.ok(new OperationOutput.Shown(ZnodeStates.of(data, stat)));
            worker.receive(path, ZnodeStates.of(data, stat));
        } catch (KeeperException.NoNodeException e) {
            op.ok(new OperationOutput.Shown(null)); // It was withdrawn.
        } catch (KeeperException e) {
            op.threw(e);
            throw e;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }
}
