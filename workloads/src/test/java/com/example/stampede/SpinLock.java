package com.example.stampede;

import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/** A user's lock in a user's project: the client that creates the znode holds the lock. */
public final class SpinLock {
    private static final String ZNODE = "/locks/a/spin";

    private final CuratorFramework curator;

    /** Called by Stampede once per client. */
    public SpinLock(CuratorFramework curator) {
        this.curator = curator;
    }

    /** Tries once; Stampede calls it again after {@code false}. */
    public boolean acquire() throws Exception {
        try {
            curator.create()
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.EPHEMERAL)
                    .forPath(ZNODE);
            return true;
        } catch (KeeperException.NodeExistsException e) {
            Thread.sleep(5);
            return false;
        }
    }

    /** Releases the lock, unless its session has ended and the znode belongs to another client. */
    public void release() throws Exception {
        Stat stat = curator.checkExists().forPath(ZNODE);
        long session = curator.getZookeeperClient().getZooKeeper().getSessionId();
        if (stat != null && stat.getEphemeralOwner() == session) {
            curator.delete().forPath(ZNODE);
        }
    }
}
