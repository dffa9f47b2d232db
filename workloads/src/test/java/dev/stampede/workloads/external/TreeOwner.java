package dev.stampede.workloads.external;

import java.time.Duration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** A harness to be killed: creates a tree at the address and below the base that it is given, prints it, and waits for ever. */
final class TreeOwner {
    private TreeOwner() {}

    public static void main(String[] args) throws Exception {
        ZooKeeper zk = new ZooKeeper(args[0], 4_000, event -> {});
        OwnedTree tree = OwnedTree.create(zk, args[1], "killed", Duration.ofMinutes(1), Ids.OPEN_ACL_UNSAFE);
        zk.create(tree.chroot() + "/a", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        zk.create(tree.chroot() + "/a/b", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        System.out.println(tree.path());
        Thread.currentThread().join();
    }
}
