package dev.stampede.workloads.scenario.notification;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.ZnodeStates;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Reads each status that may have changed. Used by the client's thread, except for {@link #setChanged} and {@link
 * #setAllChanged}. Each mutant overrides one step.
 */
public class StatusReader implements StatusFeed {
    private final ClientContext context;
    /** The watched statuses; true if the status must be read. */
    private final Map<String, Boolean> changed = new ConcurrentHashMap<>();

    public StatusReader(ClientContext context) {
        this.context = context;
    }

    /** Marks a status, so that it is read again. Safe to call on any thread. */
    protected final void setChanged(String status) {
        changed.computeIfPresent(status, (path, before) -> true);
    }

    /** Marks all statuses, so that they are read again. Safe to call on any thread. */
    protected final void setAllChanged() {
        changed.replaceAll((path, before) -> true);
    }

    @Override
    public void add(String status) {
        changed.put(status, true);
    }

    @Override
    public void remove(String status) {
        changed.remove(status);
    }

    /** The watcher for the next read of a status; null for none. */
    protected @Nullable Watcher watcher(String status) {
        return null;
    }

    @Override
    public void poll(ZooKeeper zk, Coordinator coordinator) throws InterruptedException {
        for (String status : new ArrayList<>(changed.keySet())) {
            if (changed.replace(status, true, false)) {
                read(zk, status, coordinator);
            }
        }
    }

    private void read(ZooKeeper zk, String status, Coordinator coordinator) throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(status, new ZnodeInput.Read(ReadKind.GET));
        try {
            ZnodeState state = read(zk, status);
            op.ok(new OperationOutput.Shown(state));
            coordinator.view(status, state);
        } catch (KeeperException e) {
            op.threw(e);
            setChanged(status);
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    /** Reads a status, and sets the watch with the read; null if it does not exist. */
    protected @Nullable ZnodeState read(ZooKeeper zk, String status) throws KeeperException, InterruptedException {
        Watcher watcher = watcher(status);
        Stat stat = new Stat();
        try {
            return ZnodeStates.of(zk.getData(status, watcher, stat), stat);
        } catch (KeeperException.NoNodeException e) {
            if (watcher != null && zk.exists(status, watcher) != null) {
                setChanged(status); // It was created meanwhile.
            }
            return null;
        }
    }
}
