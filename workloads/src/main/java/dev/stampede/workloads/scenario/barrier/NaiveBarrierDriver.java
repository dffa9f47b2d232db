package dev.stampede.workloads.scenario.barrier;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import org.jspecify.annotations.Nullable;

/** Drives {@link NaiveBarrier}s. All barriers of a client share its session. Mutants override {@link #make}. */
public class NaiveBarrierDriver extends SetBarrierDriver {
    private @Nullable RawSession session;
    private @Nullable WakeUps wakeUps;

    @Override
    protected final LiftableBarrier open(ClientContext context, String path) {
        RawSession shared = session;
        WakeUps events = wakeUps;
        if (shared == null || events == null) {
            shared = new RawSession(context);
            events = new WakeUps(context, shared);
            session = shared;
            wakeUps = events;
        }
        return make(context, shared, events, path);
    }

    /** Creates the barrier. */
    protected LiftableBarrier make(ClientContext context, RawSession shared, WakeUps events, String path) {
        return new NaiveBarrier(context, shared, events, path);
    }
}
