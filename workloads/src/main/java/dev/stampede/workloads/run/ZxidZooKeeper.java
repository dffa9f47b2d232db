package dev.stampede.workloads.run;

import dev.stampede.workloads.client.settings.ClientSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;

/** A session of the harness that exposes the zxid of its last reply. */
@SuppressWarnings("try") // close() may throw InterruptedException, as in ZooKeeper
final class ZxidZooKeeper extends ZooKeeper implements HarnessSession {
    private final List<ACL> acl;

    private ZxidZooKeeper(String address, int timeoutMillis, Watcher watcher, ClientSettings settings)
            throws IOException {
        super(address, timeoutMillis, watcher, settings.applyTo(new ZKClientConfig()));
        this.acl = settings.acl();
        settings.authenticate(this);
    }

    /**
     * Opens a session and waits until it is connected.
     *
     * @param settings the settings of the ensemble's clients
     * @param watcher receives the session's states and the events of watches without a watcher of their own
     * @throws IOException if the session is not connected in time, or the server refuses the authentication; the
     *     session is then closed
     */
    static ZxidZooKeeper open(
            ClientSettings settings, String address, Duration sessionTimeout, Duration atMost, Watcher watcher)
            throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        AtomicBoolean refused = new AtomicBoolean();
        ZxidZooKeeper zooKeeper = new ZxidZooKeeper(
                address,
                Math.toIntExact(sessionTimeout.toMillis()),
                event -> {
                    if (event.getState() == Watcher.Event.KeeperState.AuthFailed) {
                        refused.set(true);
                        connected.countDown();
                    } else if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                        connected.countDown();
                    }
                    watcher.process(event);
                },
                settings);
        if (!connected.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            zooKeeper.close(0);
            throw new IOException("no session at " + address + " within " + atMost.toMillis() + " ms");
        }
        if (refused.get()) {
            zooKeeper.close(0);
            throw new IOException(address + " refuses the authentication of " + settings.file());
        }
        return zooKeeper;
    }

    /** Opens sessions with these settings and this timeout, each within this time. */
    static Opener opener(ClientSettings settings, Duration sessionTimeout, Duration atMost) {
        return (address, watcher) -> open(settings, address, sessionTimeout, atMost, watcher);
    }

    @Override
    public String create(String path, byte[] data, CreateMode mode) throws KeeperException, InterruptedException {
        return create(path, data, acl, mode);
    }

    @Override
    public long lastZxid() {
        return cnxn.getLastZxid();
    }
}
