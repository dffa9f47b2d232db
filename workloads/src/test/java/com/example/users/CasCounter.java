package com.example.users;

import dev.stampede.workloads.user.UserCounter;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.Stat;

/** A counter whose writes are sent once, by the handle of the framework; a lost answer is an exception. */
public class CasCounter implements UserCounter {
    static final String PATH = "/my-counter";

    private final CuratorFramework curator;

    public CasCounter(CuratorFramework curator) {
        this.curator = curator;
    }

    CuratorFramework curator() {
        return curator;
    }

    @Override
    public OptionalLong increment() throws Exception {
        while (true) {
            Stat stat = new Stat();
            long next = read(stat) + 1;
            try {
                write(ByteBuffer.allocate(Long.BYTES).putLong(next).array(), stat);
                return OptionalLong.of(next);
            } catch (KeeperException.BadVersionException | KeeperException.NodeExistsException e) {
                Thread.sleep(1); // another client was faster
            }
        }
    }

    void write(byte[] data, Stat before) throws Exception {
        if (before.getCzxid() == 0) {
            curator.getZookeeperClient().getZooKeeper().create(PATH, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } else {
            curator.getZookeeperClient().getZooKeeper().setData(PATH, data, before.getVersion());
        }
    }

    private long read(Stat stat) throws Exception {
        try {
            byte[] data = curator.getZookeeperClient().getZooKeeper().getData(PATH, false, stat);
            return ByteBuffer.wrap(data).getLong();
        } catch (KeeperException.NoNodeException e) {
            return 0;
        }
    }

    @Override
    public long get() throws Exception {
        return read(new Stat());
    }
}
