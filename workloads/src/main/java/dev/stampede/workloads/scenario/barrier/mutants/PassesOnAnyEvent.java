package dev.stampede.workloads.scenario.barrier.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.barrier.NaiveBarrier;
import dev.stampede.workloads.scenario.barrier.NaiveBarrierDriver;
import dev.stampede.workloads.scenario.barrier.WakeUps;
import java.time.Duration;

/** Takes every event for the removal of the barrier, even the loss of the connection. */
public final class PassesOnAnyEvent extends NaiveBarrierDriver {
    @Override
    protected LiftableBarrier make(ClientContext context, RawSession shared, WakeUps events, String path) {
        return new NaiveBarrier(context, shared, events, path) {
            @Override
            public boolean await(Duration timeout) throws Exception {
                long deadline = deadline(timeout);
                long seen = wakeUps().events();
                if (lifted()) {
                    return true;
                }
                wakeUps().await(seen, deadline);
                return wakeUps().events() != seen;
            }
        };
    }
}
