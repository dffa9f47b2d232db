package com.example.users;

import dev.stampede.workloads.user.UserRegister;
import java.nio.charset.StandardCharsets;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** Registers whose writes are sent once, by the handle of the framework; a lost answer is an exception. */
public class VersionedRegister implements UserRegister {
    private final CuratorFramework curator;

    public VersionedRegister(CuratorFramework curator) {
        this.curator = curator;
    }

    private ZooKeeper handle() throws Exception {
        return curator.getZookeeperClient().getZooKeeper();
    }

    @Override
    public String read(String key) throws Exception {
        return read(key, new Stat());
    }

    private String read(String key, Stat stat) throws Exception {
        try {
            return new String(handle().getData("/my-register-" + key, false, stat), StandardCharsets.UTF_8);
        } catch (KeeperException.NoNodeException e) {
            return null;
        }
    }

    @Override
    public void write(String key, String value) throws Exception {
        try {
            handle().setData("/my-register-" + key, bytes(value), -1);
        } catch (KeeperException.NoNodeException e) {
            if (!create(key, value)) {
                handle().setData("/my-register-" + key, bytes(value), -1);
            }
        }
    }

    private boolean create(String key, String value) throws Exception {
        try {
            handle().create("/my-register-" + key, bytes(value), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return false;
        }
    }

    /** False only if ZooKeeper says so: a stale read proves nothing, and BadVersion may be due to an equal value. */
    @Override
    public boolean compareAndSet(String key, String expected, String value) throws Exception {
        if (expected == null) {
            return create(key, value);
        }
        Stat stat = new Stat();
        if (!expected.equals(read(key, stat))) {
            throw new IllegalStateException("the value that was read may be old");
        }
        try {
            handle().setData("/my-register-" + key, bytes(value), version(stat));
            return true;
        } catch (KeeperException.BadVersionException e) {
            return false;
        }
    }

    /** The version that the znode must have. */
    int version(Stat read) {
        return read.getVersion();
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
