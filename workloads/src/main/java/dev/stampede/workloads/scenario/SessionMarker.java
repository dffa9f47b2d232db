package dev.stampede.workloads.scenario;

import dev.stampede.workloads.client.ClientContext;
import java.io.IOException;
import java.time.Duration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Ensures that no request of a client's earlier sessions can still take effect: each session starts with the create of
 * an ephemeral znode, the marker. The create fails until the previous session of the client has ended.
 *
 * <p>{@link #write} ensures the same for the earlier requests of the current session. Used by the client's thread.
 */
public final class SessionMarker {
    private static final Duration RETRY_PAUSE = Duration.ofMillis(50);

    private final ClientContext context;
    private final RawSession session;
    private final String folder;
    private final String marker;
    private int markedSession;

    /** @param folder the parent of the markers of all clients */
    public SessionMarker(ClientContext context, RawSession session, String folder) {
        this.context = context;
        this.session = session;
        this.folder = folder;
        this.marker = folder + "/client-" + context.spec().number();
    }

    /**
     * Waits until a session is connected and the previous session has certainly ended.
     *
     * @throws InterruptedException if the client must stop first
     */
    public ZooKeeper await() throws IOException, InterruptedException, KeeperException {
        ZooKeeper zk = session.await();
        if (markedSession != session.number()) {
            int now = session.number();
            RawSession.createPath(zk, folder, context.acl());
            mark(zk);
            markedSession = now;
        }
        return zk;
    }

    /** Writes the marker: afterwards, no earlier request of the session can take effect. */
    public void write(ZooKeeper zk) throws KeeperException, InterruptedException {
        zk.setData(marker, new byte[0], -1);
    }

    private void mark(ZooKeeper zk) throws KeeperException, InterruptedException {
        while (context.running()) {
            try {
                zk.create(marker, new byte[0], context.acl(), CreateMode.EPHEMERAL);
                return;
            } catch (KeeperException.NodeExistsException e) {
                Stat there = zk.exists(marker, false);
                if (there != null && there.getEphemeralOwner() == zk.getSessionId()) {
                    return;
                }
                context.pause(RETRY_PAUSE);
            }
        }
        throw new InterruptedException("the client was asked to stop before its previous session had ended");
    }
}
