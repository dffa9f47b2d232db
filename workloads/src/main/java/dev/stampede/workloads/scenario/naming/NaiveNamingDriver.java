package dev.stampede.workloads.scenario.naming;

import dev.stampede.workloads.client.ClientContext;

/** Drives the {@link NaiveNaming}. */
public final class NaiveNamingDriver extends NamingDriver {
    @Override
    protected Names open(ClientContext context) {
        return new NaiveNaming(context);
    }
}
