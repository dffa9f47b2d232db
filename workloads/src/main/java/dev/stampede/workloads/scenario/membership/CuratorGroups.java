package dev.stampede.workloads.scenario.membership;

import dev.stampede.workloads.client.ClientContext;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** Groups with recipes of Curator, all on one framework. */
abstract class CuratorGroups implements GroupClient {
    final ClientContext context;
    final CuratorFramework curator;

    CuratorGroups(ClientContext context) {
        this.context = context;
        this.curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
    }

    @Override
    public final @Nullable ZooKeeper connected() throws Exception {
        return curator.getZookeeperClient().isConnected()
                ? curator.getZookeeperClient().getZooKeeper()
                : null;
    }

    /** Closes the recipes that have threads. Called once, before the session is closed. */
    void stop() throws Exception {
        // Most recipes have no threads.
    }

    /** Closes the session without leaving the groups, like a process that ends. */
    @Override
    public final void close() throws Exception {
        stop();
        curator.close();
    }
}
