package com.example.users;

import dev.stampede.workloads.user.UserReadWriteLock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;

/** ZooKeeper's recipe for shared locks: a queue of sequential znodes, in which readers wait for older writers only. */
public class QueuedReadWriteLock implements UserReadWriteLock {
    private static final String FOLDER = "/my-read-write-lock";
    private static final String READ = "read-";
    private static final String WRITE = "write-";
    private static final int DIGITS = 10;

    private final CuratorFramework curator;
    private String znode;

    public QueuedReadWriteLock(CuratorFramework curator, Consumer<String> doubts) {
        this.curator = curator;
        curator.getConnectionStateListenable().addListener((client, state) -> {
            if (state == ConnectionState.SUSPENDED || state == ConnectionState.LOST) {
                doubts.accept(state.name());
            }
        });
    }

    @Override
    public boolean acquireRead() throws Exception {
        return acquire(READ);
    }

    @Override
    public boolean acquireWrite() throws Exception {
        return acquire(WRITE);
    }

    @Override
    public void releaseRead() throws Exception {
        delete(znode);
    }

    @Override
    public void releaseWrite() throws Exception {
        delete(znode);
    }

    private boolean acquire(String kind) throws Exception {
        String path = curator.create()
                .creatingParentsIfNeeded()
                .withProtection()
                .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                .forPath(FOLDER + "/" + kind);
        boolean acquired = false;
        try {
            acquired = waitsInQueue(path, kind);
            znode = path;
            return acquired;
        } finally {
            if (!acquired) {
                delete(path);
            }
        }
    }

    /** Whether it is the lock's turn; false if the session with the znode has ended. */
    private boolean waitsInQueue(String path, String kind) throws Exception {
        while (isOurs(path)) {
            String before = before(path, kind);
            if (before == null) {
                return isOurs(path);
            }
            CountDownLatch changed = new CountDownLatch(1);
            Stat there = curator.checkExists()
                    .usingWatcher((org.apache.zookeeper.Watcher) event -> changed.countDown())
                    .forPath(FOLDER + "/" + before);
            if (mayWait(there)) {
                changed.await();
            }
        }
        return false;
    }

    /** The znode before may have been deleted after the list was read. Then its watch never fires. */
    boolean mayWait(Stat before) {
        return before != null;
    }

    private boolean isOurs(String path) throws Exception {
        Stat stat = curator.checkExists().forPath(path);
        return stat != null
                && stat.getEphemeralOwner()
                        == curator.getZookeeperClient().getZooKeeper().getSessionId();
    }

    private String before(String path, String kind) throws Exception {
        String own = number(path);
        List<String> children = curator.getChildren().forPath(FOLDER);
        return children.stream()
                .filter(child -> number(child).compareTo(own) < 0)
                .filter(child -> kind.equals(WRITE) || child.contains(WRITE))
                .max(Comparator.comparing(QueuedReadWriteLock::number))
                .orElse(null);
    }

    private static String number(String znode) {
        return znode.substring(znode.length() - DIGITS);
    }

    private void delete(String path) throws Exception {
        curator.delete().quietly().guaranteed().forPath(path);
    }
}
