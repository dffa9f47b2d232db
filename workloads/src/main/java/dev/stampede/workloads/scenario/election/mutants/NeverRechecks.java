package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.election.NaiveElection;
import java.io.IOException;

/** Continues as the master after a reconnect, even in a new session, without reading the owner of the binding. */
public final class NeverRechecks extends NaiveElection {
    @Override
    protected boolean stillMaster(ClientContext client, long token) throws InterruptedException, IOException {
        while (client.running() && !connected()) {
            session(client);
        }
        return client.running();
    }
}
