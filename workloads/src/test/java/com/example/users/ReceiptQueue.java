package com.example.users;

import dev.stampede.workloads.user.UserQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
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
 * A queue that deletes an item and writes a receipt in one transaction, with the version of the receipt. After a lost
 * answer it reads the receipt, and writes it to ensure that the transaction can no longer take effect.
 */
public class ReceiptQueue implements UserQueue {
    private static final byte[] NOT_TAKEN = {};

    private final CuratorFramework curator;
    private final String receipt = "/receipts/" + UUID.randomUUID();
    private int version = -1;

    public ReceiptQueue(CuratorFramework curator) {
        this.curator = curator;
    }

    private ZooKeeper handle() throws Exception {
        return curator.getZookeeperClient().getZooKeeper();
    }

    @Override
    public void put(String queue, String item) throws Exception {
        make(queue);
        byte[] data = item.getBytes(StandardCharsets.UTF_8);
        handle().create(queue + "/item-", data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
    }

    private void make(String path) throws Exception {
        if (curator.checkExists().forPath(path) == null) {
            curator.create().orSetData().creatingParentsIfNeeded().forPath(path, new byte[0]);
        }
    }

    @Override
    public String take(String queue, Duration atMost) throws Exception {
        make(queue);
        if (version < 0) {
            make(receipt);
            version = curator.checkExists().forPath(receipt).getVersion();
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        do {
            List<String> names = curator.getChildren().forPath(queue);
            for (String name : names.stream().sorted().toList()) {
                String item = takeOne(queue + "/" + name);
                if (item != null) {
                    return item;
                }
            }
            Thread.sleep(20);
        } while (System.nanoTime() - deadline < 0);
        return null;
    }

    private String takeOne(String path) throws Exception {
        try {
            byte[] data = curator.getData().forPath(path);
            byte[] written = path.getBytes(StandardCharsets.UTF_8);
            try {
                handle().multi(List.of(Op.delete(path, -1), Op.setData(receipt, written, version)));
                version++;
            } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
                if (!tookEffect(written)) {
                    return takeOne(path); // the next item must not overtake this one
                }
            }
            return new String(data, StandardCharsets.UTF_8);
        } catch (KeeperException.NoNodeException e) {
            return null;
        }
    }

    /** Whether a transaction with a lost answer took effect. */
    protected boolean tookEffect(byte[] written) throws Exception {
        while (true) {
            try {
                Stat stat = new Stat();
                byte[] data = handle().getData(receipt, false, stat);
                if (stat.getVersion() > version) {
                    version = stat.getVersion();
                    return Arrays.equals(data, written);
                }
                version = handle().setData(receipt, NOT_TAKEN, version).getVersion();
                return false;
            } catch (KeeperException.BadVersionException e) {
                // The transaction, or an earlier write of this method, took effect.
            } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
                Thread.sleep(50);
            }
        }
    }
}
