package com.example.users;

import dev.stampede.workloads.user.UserBarrier;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** A double barrier that is polled; the member that counts enough children opens it, in one transaction with a check of them. */
public class PolledBarrier implements UserBarrier {
    private final CuratorFramework curator;
    private String own = "";

    public PolledBarrier(CuratorFramework curator) {
        this.curator = curator;
    }

    private ZooKeeper zk() throws Exception {
        return curator.getZookeeperClient().getZooKeeper();
    }

    private static Op open(String barrier) {
        return Op.create("/my-" + barrier + "/open", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    @Override
    public boolean enter(String barrier, int members, Duration timeout) throws Exception {
        long end = System.nanoTime() + timeout.toNanos();
        String path = "/my-" + barrier;
        try {
            zk().create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException e) {
            // another member was faster
        }
        own = zk().create(path + "/m-", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL_SEQUENTIAL);
        while (zk().exists(path + "/open", false) == null && !opens(barrier, members)) {
            if (System.nanoTime() > end) {
                return !withdraws(barrier);
            }
            Thread.sleep(20);
        }
        return true;
    }

    private boolean opens(String barrier, int members) throws Exception {
        List<String> there = zk().getChildren("/my-" + barrier, false);
        if (there.size() < members) {
            return false;
        }
        Stream<Op> checks = there.stream().map(child -> Op.check("/my-" + barrier + "/" + child, -1));
        try {
            zk().multi(Stream.concat(checks, Stream.of(open(barrier))).toList());
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return true;
        } catch (KeeperException.NoNodeException e) {
            return false;
        }
    }

    /** Takes the child away, unless the barrier is open. */
    boolean withdraws(String barrier) throws Exception {
        try {
            zk().multi(List.of(open(barrier), Op.delete("/my-" + barrier + "/open", -1), Op.delete(own, -1)));
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return false;
        }
    }

    @Override
    public boolean leave(String barrier, Duration timeout) throws Exception {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            zk().delete(own, -1);
        } catch (KeeperException.NoNodeException e) {
            // the session has ended
        }
        while (zk().getChildren("/my-" + barrier, false).stream().anyMatch(child -> child.startsWith("m-"))) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
