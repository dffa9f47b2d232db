package dev.stampede.workloads.scenario.counter.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.counter.NaiveCounter;
import dev.stampede.workloads.scenario.counter.NaiveCounterDriver;

/** Reads the count, and writes the next one without a version. */
public final class SetsWithoutVersion extends NaiveCounterDriver {
    private static final int ANY = -1;

    @Override
    protected NaiveCounter make(ClientContext context, RawSession shared, String path) {
        return new NaiveCounter(context, shared, path) {
            @Override
            protected int version(Known known) {
                return ANY;
            }
        };
    }
}
