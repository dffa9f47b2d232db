package dev.stampede.workloads.scenario.barrier.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.barrier.NaiveDoubleBarrier;
import dev.stampede.workloads.scenario.barrier.NaiveDoubleBarrierDriver;
import dev.stampede.workloads.scenario.barrier.WakeUps;
import org.jspecify.annotations.Nullable;

/** Counts the children once, without a watch. */
public final class CountsWithoutWatch extends NaiveDoubleBarrierDriver {
    @Override
    protected MemberBarriers open(ClientContext context) {
        return new NaiveDoubleBarrier(context) {
            @Override
            protected @Nullable WakeUps watch() {
                return null;
            }
        };
    }
}
