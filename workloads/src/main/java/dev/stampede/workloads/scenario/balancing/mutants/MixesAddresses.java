package dev.stampede.workloads.scenario.balancing.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.balancing.Balancer;
import dev.stampede.workloads.scenario.balancing.BalancingDriver;
import dev.stampede.workloads.scenario.balancing.NaiveBalancer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** Reads the host of a backend once, and later takes only the port from a new address. */
public final class MixesAddresses extends BalancingDriver {
    @Override
    protected Balancer balancer(ClientContext context) {
        return new NaiveBalancer(context, policy(context)) {
            @Override
            protected String data(ZooKeeper zk, String path, @Nullable String before)
                    throws KeeperException, InterruptedException {
                String now = super.data(zk, path, before);
                String host = before == null ? now : before;
                return host.substring(0, host.indexOf(':')) + now.substring(now.indexOf(':'));
            }
        };
    }
}
