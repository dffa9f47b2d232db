package dev.stampede.workloads.run;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** A session of the harness at one address, which tells the zxid of the last reply that it has seen. */
@SuppressWarnings("try") // ZooKeeper.close() is interruptible
final class ZxidZooKeeper extends ZooKeeper implements HarnessSession {
    private ZxidZooKeeper(String address, int timeoutMillis, Watcher watcher, ZKClientConfig config)
            throws IOException {
        super(address, timeoutMillis, watcher, config);
    }

    /**
     * Opens a session and waits until it is connected.
     *
     * @param watcher is told of the session's states and of watches that name no other
     * @throws IOException if it is not connected in time; nothing is left open then
     */
    static ZxidZooKeeper open(String address, Duration sessionTimeout, Duration atMost, Watcher watcher)
            throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        ZKClientConfig config = new ZKClientConfig();
        ZxidZooKeeper zooKeeper = new ZxidZooKeeper(
                address,
                Math.toIntExact(sessionTimeout.toMillis()),
                event -> {
                    if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                        connected.countDown();
                    }
                    watcher.process(event);
                },
                config);
        if (!connected.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            zooKeeper.close(0);
            throw new IOException("no session at " + address + " within " + atMost.toMillis() + " ms");
        }
        return zooKeeper;
    }

    /** Opens sessions with this timeout, each within this time. */
    static Opener opener(Duration sessionTimeout, Duration atMost) {
        return (address, watcher) -> open(address, sessionTimeout, atMost, watcher);
    }

    @Override
    public long lastZxid() {
        return cnxn.getLastZxid();
    }
}
