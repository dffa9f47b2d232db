package dev.stampede.workloads.scenario.barrier.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.barrier.NaiveDoubleBarrier;
import dev.stampede.workloads.scenario.barrier.NaiveDoubleBarrierDriver;
import org.apache.zookeeper.ZooKeeper;

/** Enters when the timeout has elapsed, as if the others had come. */
public final class PassesAfterTimeout extends NaiveDoubleBarrierDriver {
    @Override
    protected MemberBarriers open(ClientContext context) {
        return new NaiveDoubleBarrier(context) {
            @Override
            protected boolean giveUp(ZooKeeper zk, String path) {
                return true;
            }
        };
    }
}
