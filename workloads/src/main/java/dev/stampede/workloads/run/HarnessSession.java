package dev.stampede.workloads.run;

import java.io.IOException;
import java.util.List;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A ZooKeeper session of the harness: the requests of the audit, the watcher sessions and the durability probe,
 * declared as in {@link org.apache.zookeeper.ZooKeeper}. {@link ZxidZooKeeper} implements it; tests have an
 * implementation in memory.
 *
 * <p>Thread-safe, like ZooKeeper's handle.
 */
interface HarnessSession {

    /** Opens sessions to an address. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens a session and waits until it is connected.
         *
         * @param watcher receives the session's states and the events of persistent watches
         * @throws IOException if the session is not connected in time; it is then closed
         */
        HarnessSession open(String address, Watcher watcher) throws IOException, InterruptedException;
    }

    /** The zxid of the last reply. */
    long lastZxid();

    byte @Nullable [] getData(String path, boolean watch, Stat stat) throws KeeperException, InterruptedException;

    List<ACL> getACL(String path, Stat stat) throws KeeperException, InterruptedException;

    List<String> getChildren(String path, boolean watch, Stat stat) throws KeeperException, InterruptedException;

    @Nullable
    Stat exists(String path, boolean watch) throws KeeperException, InterruptedException;

    /** Creates a znode with the ACL of the session's client settings. */
    String create(String path, byte[] data, CreateMode mode) throws KeeperException, InterruptedException;

    void delete(String path, int version) throws KeeperException, InterruptedException;

    void sync(String path, AsyncCallback.VoidCallback callback, @Nullable Object context);

    void addWatch(String path, AddWatchMode mode) throws KeeperException, InterruptedException;

    /** Closes the session; waits at most this long for its threads to end. */
    boolean close(int millis) throws InterruptedException;
}
