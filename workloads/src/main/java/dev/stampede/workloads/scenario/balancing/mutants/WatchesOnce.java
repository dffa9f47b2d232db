package dev.stampede.workloads.scenario.balancing.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.balancing.Balancer;
import dev.stampede.workloads.scenario.balancing.BalancingDriver;
import dev.stampede.workloads.scenario.balancing.NaiveBalancer;
import java.util.Map;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** Sets its watches with the first read of the list, but not again after they have fired. */
public final class WatchesOnce extends BalancingDriver {
    @Override
    protected Balancer balancer(ClientContext context) {
        return new NaiveBalancer(context, policy(context)) {
            private boolean watched;

            @Override
            protected Map<String, String> read(ZooKeeper zk, Map<String, String> before)
                    throws KeeperException, InterruptedException {
                Map<String, String> addresses = super.read(zk, before);
                watched |= !addresses.isEmpty();
                return addresses;
            }

            @Override
            protected @Nullable Watcher watcher() {
                return watched ? null : super.watcher();
            }
        };
    }
}
