package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** The tokens of holds of Curator's recipes: the czxid of the recipe's znode. */
final class Tokens {
    private Tokens() {}

    /**
     * The token of a znode; 0 if it is not available.
     *
     * <p>Queries the ensemble only if the answer to the protected create was lost and the recipe found the znode by its
     * name.
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
            return 0; // the lock is held nevertheless
        }
    }
}
