package dev.stampede.workloads.scenario.barrier.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.barrier.NaiveDoubleBarrier;
import dev.stampede.workloads.scenario.barrier.NaiveDoubleBarrierDriver;
import org.apache.zookeeper.ZooKeeper;

/** Gives up without deleting its child, and enters again with another child, so that it is counted twice. */
public final class AbandonsChild extends NaiveDoubleBarrierDriver {
    @Override
    protected MemberBarriers open(ClientContext context) {
        return new NaiveDoubleBarrier(context) {
            private int abandoned;

            @Override
            protected String child(String path) {
                return super.child(path) + "-" + abandoned;
            }

            @Override
            protected boolean giveUp(ZooKeeper zk, String path) {
                abandoned++;
                return false;
            }
        };
    }
}
