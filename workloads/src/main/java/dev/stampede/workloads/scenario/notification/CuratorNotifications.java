package dev.stampede.workloads.scenario.notification;

import dev.stampede.workloads.client.ClientContext;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Notification with recipes of Curator, all on one framework. The recipes only notify: the client's own code sends its
 * requests by the {@code ZooKeeper} handle of the framework, which sends none of them twice.
 */
abstract class CuratorNotifications implements NotificationClient {
    final ClientContext context;
    final CuratorFramework curator;
    private final List<Closeable> recipes = new ArrayList<>();

    CuratorNotifications(ClientContext context) {
        this.context = context;
        this.curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
    }

    /** Registers a recipe, which {@link #close} closes before the session. */
    final void closeLater(Closeable recipe) {
        recipes.add(recipe);
    }

    @Override
    public final @Nullable ZooKeeper connected() throws Exception {
        return curator.getZookeeperClient().isConnected()
                ? curator.getZookeeperClient().getZooKeeper()
                : null;
    }

    @Override
    public final void close() throws Exception {
        for (Closeable recipe : recipes) {
            recipe.close();
        }
        curator.close();
    }
}
