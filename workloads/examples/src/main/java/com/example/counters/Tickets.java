package com.example.counters;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Numbers tickets from 1 on. Each request is sent once, by the handle of the framework: if its answer is lost, the ticket may have
 * been issued, and the exception says so.
 */
public class Tickets {
    private static final String PATH = "/tickets";
    private static final int ATTEMPTS = 20;

    private final CuratorFramework curator;

    public Tickets(CuratorFramework curator) {
        this.curator = curator;
    }

    /** The number of the next ticket; empty if other clients were faster again and again. */
    public OptionalLong increment() throws Exception {
        ZooKeeper zk = curator.getZookeeperClient().getZooKeeper();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Stat stat = new Stat();
            long next = read(zk, stat) + 1;
            byte[] data = Long.toString(next).getBytes(StandardCharsets.UTF_8);
            try {
                if (stat.getCzxid() == 0) {
                    zk.create(PATH, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                } else {
                    zk.setData(PATH, data, stat.getVersion());
                }
                return OptionalLong.of(next);
            } catch (KeeperException.BadVersionException | KeeperException.NodeExistsException e) {
                // Another client was faster.
            }
        }
        return OptionalLong.empty();
    }

    /** The number of the last ticket; it may be old. */
    public long get() throws Exception {
        return read(curator.getZookeeperClient().getZooKeeper(), new Stat());
    }

    private static long read(ZooKeeper zk, Stat stat) throws KeeperException, InterruptedException {
        try {
            return Long.parseLong(new String(zk.getData(PATH, false, stat), StandardCharsets.UTF_8));
        } catch (KeeperException.NoNodeException e) {
            return 0;
        }
    }
}
