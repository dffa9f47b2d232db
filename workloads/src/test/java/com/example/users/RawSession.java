package com.example.users;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/** A handle that is replaced after its session has expired, as every project around the raw client has one. */
final class RawSession {
    private static final int SESSION_MILLIS = 4000;

    private final String connectString;
    private final Consumer<KeeperState> lost;
    private ZooKeeper zk;
    private volatile boolean expired;
    private volatile CountDownLatch connected = new CountDownLatch(1);

    /** @param lost receives each state but connected, on ZooKeeper's thread */
    RawSession(String connectString, Consumer<KeeperState> lost) {
        this.connectString = connectString;
        this.lost = lost;
    }

    /** The connected handle; null if there is none in time. */
    synchronized ZooKeeper await(long millis) throws IOException, InterruptedException {
        if (zk == null || expired) {
            close();
            expired = false;
            CountDownLatch first = new CountDownLatch(1);
            connected = first;
            zk = new ZooKeeper(connectString, SESSION_MILLIS, this::received);
        }
        return connected.await(millis, TimeUnit.MILLISECONDS) ? zk : null;
    }

    private void received(WatchedEvent event) {
        if (event.getType() != EventType.None) {
            return;
        }
        if (event.getState() == KeeperState.SyncConnected) {
            connected.countDown();
            return;
        }
        if (event.getState() == KeeperState.Disconnected && connected.getCount() == 0) {
            connected = new CountDownLatch(1);
        }
        expired |= event.getState() == KeeperState.Expired;
        lost.accept(event.getState());
    }

    /** Ends the session, and with it its ephemeral znodes. */
    synchronized void close() throws InterruptedException {
        if (zk != null) {
            zk.close();
            zk = null;
        }
    }
}
