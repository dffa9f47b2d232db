package dev.stampede.workloads.scenario.barrier.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.barrier.NaiveBarrier;
import dev.stampede.workloads.scenario.barrier.NaiveBarrierDriver;
import dev.stampede.workloads.scenario.barrier.WakeUps;
import java.time.Duration;

/** Waits for the removal of the barrier, whatever its timeout. */
public final class WaitsForEventOnly extends NaiveBarrierDriver {
    private static final Duration LONG = Duration.ofHours(1);

    @Override
    protected LiftableBarrier make(ClientContext context, RawSession shared, WakeUps events, String path) {
        return new NaiveBarrier(context, shared, events, path) {
            @Override
            protected long deadline(Duration timeout) {
                return super.deadline(LONG);
            }
        };
    }
}
