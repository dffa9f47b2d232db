package com.example.registers;

import java.nio.charset.StandardCharsets;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Settings that several editors change. Each request is sent once, by the handle of the framework: if its answer is lost, the
 * setting may have been changed, and the exception says so.
 */
public class Settings {
    private final CuratorFramework curator;

    public Settings(CuratorFramework curator) {
        this.curator = curator;
    }

    /** The value of a setting, which may be old; null if it has none. */
    public String read(String name) throws Exception {
        return read(name, new Stat());
    }

    private String read(String name, Stat stat) throws Exception {
        try {
            return new String(zk().getData(path(name), false, stat), StandardCharsets.UTF_8);
        } catch (KeeperException.NoNodeException e) {
            return null;
        }
    }

    public void write(String name, String value) throws Exception {
        try {
            zk().setData(path(name), bytes(value), -1);
        } catch (KeeperException.NoNodeException e) {
            if (!create(name, value)) {
                zk().setData(path(name), bytes(value), -1); // another editor was faster
            }
        }
    }

    /** Whether the value was replaced; an exception if that is unknown, or if the value that was read may be old. */
    public boolean compareAndSet(String name, String expected, String value) throws Exception {
        if (expected == null) {
            return create(name, value);
        }
        Stat stat = new Stat();
        if (!expected.equals(read(name, stat))) {
            throw new IllegalStateException("the value of " + name + " is another one, or this one is old");
        }
        try {
            zk().setData(path(name), bytes(value), stat.getVersion());
            return true;
        } catch (KeeperException.BadVersionException e) {
            return false;
        }
    }

    private boolean create(String name, String value) throws Exception {
        try {
            zk().create(path(name), bytes(value), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return false;
        }
    }

    private ZooKeeper zk() throws Exception {
        return curator.getZookeeperClient().getZooKeeper();
    }

    private static String path(String name) {
        return "/setting-" + name;
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
