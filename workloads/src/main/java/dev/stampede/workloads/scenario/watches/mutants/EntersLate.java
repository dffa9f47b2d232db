package dev.stampede.workloads.scenario.watches.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.watches.ContainerVisitor;
import dev.stampede.workloads.scenario.watches.WatchesDriver;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * Makes sure that the container exists, and creates its child too late: the server may have removed the container after
 * other clients had left it.
 */
public final class EntersLate extends WatchesDriver {
    private static final Duration PREPARATION = Duration.ofMillis(500);

    @Override
    protected ContainerVisitor visitor(ClientContext context, List<String> containers, String unused) {
        return new ContainerVisitor(context, containers, unused) {
            @Override
            protected void enter(ZooKeeper zk, String container, String znode)
                    throws KeeperException, InterruptedException {
                createContainer(zk, container);
                context.pause(PREPARATION);
                createChild(zk, znode); // The mistake: NoNode is not handled.
            }
        };
    }
}
