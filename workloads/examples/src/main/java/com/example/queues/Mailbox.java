package com.example.queues;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Mailboxes of sequential znodes. One transaction deletes a letter and writes a receipt, which only this client has. If its answer
 * is lost, the receipt shows whether it took effect.
 */
public class Mailbox {
    private static final int POLL_MILLIS = 20;

    private final CuratorFramework curator;
    private final String receipt = "/receipts/" + UUID.randomUUID();
    private int version = -1;

    public Mailbox(CuratorFramework curator) {
        this.curator = curator;
    }

    public void put(String box, String text) throws Exception {
        make(box);
        zk().create(box + "/letter-", bytes(text), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
    }

    /** The first letter; null if there was none in time. */
    public String take(String box, Duration atMost) throws Exception {
        make(box);
        long deadline = System.nanoTime() + atMost.toNanos();
        do {
            List<String> names = zk().getChildren(box, false);
            for (String name : names.stream().sorted().toList()) {
                String text = takeOne(box + "/" + name);
                if (text != null) {
                    return text;
                }
            }
            Thread.sleep(POLL_MILLIS);
        } while (System.nanoTime() - deadline < 0);
        return null;
    }

    private String takeOne(String letter) throws Exception {
        try {
            String text = new String(zk().getData(letter, false, null), StandardCharsets.UTF_8);
            return isOurs(letter) ? text : null;
        } catch (KeeperException.NoNodeException e) {
            return null; // another client was faster
        }
    }

    private boolean isOurs(String letter) throws Exception {
        if (version < 0) {
            make(receipt);
            version = zk().exists(receipt, false).getVersion();
        }
        try {
            zk().multi(List.of(Op.delete(letter, -1), Op.setData(receipt, bytes(letter), version)));
            version++;
            return true;
        } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
            return tookEffect(letter);
        }
    }

    /** Reads the receipt, or writes it so that the transaction can no longer take effect; until it knows one of the two. */
    private boolean tookEffect(String letter) throws Exception {
        while (true) {
            try {
                Stat stat = new Stat();
                String written = new String(zk().getData(receipt, false, stat), StandardCharsets.UTF_8);
                if (stat.getVersion() > version) {
                    version = stat.getVersion();
                    return written.equals(letter);
                }
                version = zk().setData(receipt, bytes("none"), version).getVersion();
                return false;
            } catch (KeeperException.BadVersionException e) {
                // The transaction, or an earlier write of this method, took effect.
            } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private void make(String path) throws Exception {
        curator.create().orSetData().creatingParentsIfNeeded().forPath(path, new byte[0]);
    }

    private ZooKeeper zk() throws Exception {
        return curator.getZookeeperClient().getZooKeeper();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
