package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;

/**
 * Doubts a hold of a Curator recipe as Tech Note 10 asks: when the connection state is SUSPENDED or LOST.
 *
 * <p>Safe to use from several threads.
 */
final class CuratorHold implements ConnectionStateListener {
    private final ClientContext context;
    private final String key;
    private volatile boolean connected;
    private volatile boolean holding;
    private volatile boolean doubted;

    CuratorHold(ClientContext context, CuratorFramework curator) {
        this.context = context;
        this.key = context.spec().setting("key");
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

    void granted() {
        doubted = false;
        holding = true;
        if (!connected) {
            doubt("disconnected when it was granted");
        }
    }

    void released() {
        holding = false;
    }

    void doubt(String reason) {
        if (holding && !doubted) {
            doubted = true;
            context.recorder().doubts(key, reason);
        }
    }

    boolean doubted() {
        return doubted;
    }
}
