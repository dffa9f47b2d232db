package dev.stampede.workloads.scenario.barrier.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.barrier.NaiveDoubleBarrier;
import dev.stampede.workloads.scenario.barrier.NaiveDoubleBarrierDriver;
import java.time.Duration;

/** Leaves when its own child is gone, without waiting for the others. */
public final class LeavesAlone extends NaiveDoubleBarrierDriver {
    @Override
    protected MemberBarriers open(ClientContext context) {
        return new NaiveDoubleBarrier(context) {
            @Override
            public boolean leave(String path, Duration timeout) throws Exception {
                super.leave(path, Duration.ZERO);
                return true;
            }
        };
    }
}
