package dev.stampede.workloads.sweep;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** Closes the session of a client from outside: resumes it with another handle, and closes that handle. Immutable. */
final class SessionEnd {
    private static final long CONNECT_SECONDS = 5;

    private final String address;
    private final long session;
    private final byte[] password;

    /** @param address a member, without a proxy */
    SessionEnd(String address, long session, byte[] password) {
        this.address = address;
        this.session = session;
        this.password = password.clone();
    }

    /**
     * Closes the session. When it returns, the server has closed it.
     *
     * @throws IOException if the handle cannot connect
     */
    void execute() throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        Watcher watcher = event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        };
        ZooKeeper handle = new ZooKeeper(address, SweepEnsemble.SESSION_TIMEOUT_MILLIS, watcher, session, password);
        try {
            if (!connected.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("could not resume the session 0x" + Long.toHexString(session) + " at " + address
                        + " within " + CONNECT_SECONDS + " s to close it");
            }
        } finally {
            handle.close();
        }
    }
}
