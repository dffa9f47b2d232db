package dev.stampede.workloads.scenario;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Lists the children of a znode and reads the data of each, with watches on both. An event means only that the result
 * may have changed. Used by one thread, besides the event thread. Each mutant overrides one step.
 */
public class ChildrenReader implements Watcher {
    private final String parent;
    private volatile boolean changed = true;

    public ChildrenReader(String parent) {
        this.parent = parent;
    }

    /** Whether the children must be read again: true for the first call, and after an event since the last call. */
    protected final boolean takeChanged() {
        boolean changedBefore = changed;
        changed = false;
        return changedBefore;
    }

    /** Makes the next {@link #takeChanged} return true. For any thread. */
    protected final void setChanged() {
        changed = true;
    }

    /**
     * Reads the data by path, and sets watches with every read.
     *
     * @param before the previous result
     */
    protected Map<String, String> read(ZooKeeper zk, Map<String, String> before)
            throws KeeperException, InterruptedException {
        Map<String, String> data = new TreeMap<>();
        for (String child : zk.getChildren(parent, watcher())) {
            String path = parent + "/" + child;
            try {
                data.put(path, data(zk, path, before.get(path)));
            } catch (KeeperException.NoNodeException e) {
                // It was deleted meanwhile; the watch on the children fires.
            }
        }
        return data;
    }

    /** The watcher for the next reads; null to set no watch. */
    protected @Nullable Watcher watcher() {
        return this;
    }

    /** Reads the data of a child; {@code before} is its previous data. */
    protected String data(ZooKeeper zk, String path, @Nullable String before)
            throws KeeperException, InterruptedException {
        return new String(zk.getData(path, watcher(), null), StandardCharsets.UTF_8);
    }

    @Override
    public final void process(WatchedEvent event) {
        if (event.getType() != Event.EventType.None) {
            changed = true;
        }
    }
}
