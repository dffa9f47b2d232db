package com.example.barriers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * Lets the members of a group start together, and end together. A member is an ephemeral child of the gate. The one that counts
 * enough opens the gate, if all of them are still there; one that gives up leaves only if the gate is closed.
 */
public class StartingGate {
    private static final int POLL_MILLIS = 20;

    private final CuratorFramework curator;
    private String own = "";

    public StartingGate(CuratorFramework curator) {
        this.curator = curator;
    }

    /** Whether the gate opened in time. */
    public boolean enter(String name, int members, Duration timeout) throws Exception {
        long deadline = System.nanoTime() + timeout.toNanos();
        String gate = "/gate-" + name;
        String open = gate + "/open";
        create(gate, CreateMode.PERSISTENT);
        own = gate + "/" + UUID.randomUUID();
        create(own, CreateMode.EPHEMERAL);
        while (true) {
            if (zk().exists(open, false) != null || opens(gate, open, members)) {
                return true;
            } else if (System.nanoTime() - deadline >= 0) {
                return !givesUp(open);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Whether all others left in time. */
    public boolean leave(String name, Duration timeout) throws Exception {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            zk().delete(own, -1);
        } catch (KeeperException.NoNodeException e) {
            // The session has ended.
        }
        while (zk().getChildren("/gate-" + name, false).stream().anyMatch(child -> !child.equals("open"))) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    private boolean opens(String gate, String open, int members) throws Exception {
        List<String> present = zk().getChildren(gate, false);
        if (present.size() < members) {
            return false;
        }
        List<Op> ops = new ArrayList<>();
        present.forEach(child -> ops.add(Op.check(gate + "/" + child, -1)));
        ops.add(Op.create(open, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        try {
            zk().multi(ops);
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return true;
        } catch (KeeperException.NoNodeException e) {
            return false;
        }
    }

    /** Deletes the child in a transaction that fails if the gate is open. */
    private boolean givesUp(String open) throws Exception {
        try {
            zk().multi(List.of(
                    Op.create(open, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT),
                    Op.delete(open, -1),
                    Op.delete(own, -1)));
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return false;
        }
    }

    private void create(String path, CreateMode mode) throws Exception {
        try {
            zk().create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, mode);
        } catch (KeeperException.NodeExistsException e) {
            // Another member was faster.
        }
    }

    private ZooKeeper zk() throws Exception {
        return curator.getZookeeperClient().getZooKeeper();
    }
}
