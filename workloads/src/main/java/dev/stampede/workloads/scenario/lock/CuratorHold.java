package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;

/**
 * Doubts the hold of a Curator recipe when the connection state is SUSPENDED or LOST, as Curator's Tech Note 10
 * requires.
 *
 * <p>Safe to use from several threads.
 */
final class CuratorHold implements ConnectionStateListener {
    private final ClientContext context;
    private final String key;
    private volatile boolean connected;
    private final AtomicInteger depth = new AtomicInteger();
    private volatile boolean doubted;

    CuratorHold(ClientContext context, CuratorFramework curator, String key) {
        this.context = context;
        this.key = key;
        this.connected = curator.getZookeeperClient().isConnected();
        curator.getConnectionStateListenable().addListener(this);
    }

    @Override
    public void stateChanged(CuratorFramework client, ConnectionState state) {
        connected = state.isConnected();
        if (!connected) {
            doubt(state.name());
        }
    }

    /** Counts an acquire; acquires nest if the recipe is reentrant. */
    void granted() {
        if (depth.getAndIncrement() == 0) {
            doubted = false;
        }
        if (!connected) {
            doubt("disconnected when it was granted");
        }
    }

    void released() {
        depth.decrementAndGet();
    }

    private void doubt(String reason) {
        if (depth.get() > 0 && !doubted) {
            doubted = true;
            context.recorder().doubts(key, reason);
        }
    }

    boolean doubted() {
        return doubted;
    }
}
