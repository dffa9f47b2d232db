package com.example.users;

import dev.stampede.workloads.user.UserMembership;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** Keeps its members in a place of its own, by raw calls, and reads a group whenever it is asked for it. */
public class RawMembership implements UserMembership {
    private static final int PATIENCE_MILLIS = 1_000;

    private final RawSession session;
    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, String> joined = new HashMap<>();

    public RawMembership(String connectString) {
        session = new RawSession(connectString, state -> {});
    }

    private ZooKeeper connected() throws Exception {
        ZooKeeper zk = session.await(PATIENCE_MILLIS);
        if (zk == null) {
            throw new IllegalStateException("not connected");
        }
        return zk;
    }

    @Override
    public void join(String group, String member, String data) throws Exception {
        paths.put(group, folder(group) + "/" + member);
        joined.put(group, data);
        keep(connected(), group);
    }

    /** Creates the znode of this member in this session; that of an earlier session may exist for a while. */
    private void keep(ZooKeeper zk, String group) throws Exception {
        String data = joined.get(group);
        if (data == null) {
            return;
        }
        try {
            zk.create(folder(group), new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException e) {
            // Another member was faster.
        }
        Stat stat = zk.exists(paths.get(group), false);
        if (stat != null && stat.getEphemeralOwner() != zk.getSessionId()) {
            zk.delete(paths.get(group), stat.getVersion());
            stat = null;
        }
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        if (stat == null) {
            zk.create(paths.get(group), bytes, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        } else {
            zk.setData(paths.get(group), bytes, -1);
        }
    }

    @Override
    public void leave(String group) throws Exception {
        joined.remove(group);
        try {
            connected().delete(paths.get(group), -1);
        } catch (KeeperException.NoNodeException e) {
            // Its session has ended.
        }
    }

    @Override
    public Map<String, String> members(String group) throws Exception {
        ZooKeeper zk = connected();
        Map<String, String> members = new HashMap<>();
        try {
            if (joined.containsKey(group) && zk.exists(paths.get(group), false) == null) {
                keep(zk, group);
            }
            for (String member : zk.getChildren(folder(group), false)) {
                try {
                    byte[] data = zk.getData(folder(group) + "/" + member, false, null);
                    members.put(member, new String(data, StandardCharsets.UTF_8));
                } catch (KeeperException.NoNodeException e) {
                    // It has just left.
                }
            }
        } catch (KeeperException.NoNodeException e) {
            // There were no members yet.
        }
        return members;
    }

    private static String folder(String group) {
        return "/my" + group.replace('/', '-');
    }

    @Override
    public void close() throws InterruptedException {
        session.close();
    }
}
