package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** The tokens of holds of Curator's recipes: the czxid of the znode that a recipe names. */
final class Tokens {
    private Tokens() {}

    /**
     * The token by a znode, 0 if it cannot be had.
     *
     * <p>Asks the ensemble only where the answer of the protected create was lost, and the recipe found the znode by its name.
     */
    static long of(ClientContext context, CuratorFramework curator, @Nullable String node) throws Exception {
        if (node == null) {
            return 0;
        }
        long token = context.recorder().tokenOf(node);
        if (token != 0) {
            return token;
        }
        try {
            Stat stat = curator.checkExists().forPath(node);
            return stat == null ? 0 : stat.getCzxid();
        } catch (KeeperException e) {
            return 0; // it is held all the same
        }
    }
}
