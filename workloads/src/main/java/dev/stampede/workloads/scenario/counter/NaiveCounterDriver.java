package dev.stampede.workloads.scenario.counter;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import org.jspecify.annotations.Nullable;

/** Drives {@link NaiveCounter}s. All counters of a client share its session. Mutants override {@link #make}. */
public class NaiveCounterDriver extends CounterDriver {
    private @Nullable RawSession session;

    @Override
    protected final DrivenCounter open(ClientContext context, String path) {
        RawSession shared = session;
        if (shared == null) {
            shared = new RawSession(context);
            session = shared;
        }
        return make(context, shared, path);
    }

    /** Creates the counter. */
    protected NaiveCounter make(ClientContext context, RawSession shared, String path) {
        return new NaiveCounter(context, shared, path);
    }
}
