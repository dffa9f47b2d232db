package dev.stampede.workloads.scenario.barrier;

import dev.stampede.workloads.client.ClientContext;

/** Drives {@link NaiveDoubleBarrier}s. Mutants override {@link #open}. */
public class NaiveDoubleBarrierDriver extends DoubleBarrierDriver {
    @Override
    protected MemberBarriers open(ClientContext context) {
        return new NaiveDoubleBarrier(context);
    }
}
