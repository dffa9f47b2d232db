package dev.stampede.workloads.scenario.barrier.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.barrier.NaiveDoubleBarrier;
import dev.stampede.workloads.scenario.barrier.NaiveDoubleBarrierDriver;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * Only counts the children, as ZooKeeper's tutorial does. A client that leaves at once can delete its child before a
 * slower client has counted it.
 */
public final class WithoutReadyFlag extends NaiveDoubleBarrierDriver {
    @Override
    protected MemberBarriers open(ClientContext context) {
        return new NaiveDoubleBarrier(context) {
            @Override
            protected boolean mayEnter(ZooKeeper zk, String path, int members)
                    throws KeeperException, InterruptedException {
                return zk.getChildren(path, watch()).size() >= members;
            }
        };
    }
}
