package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.election.NaiveElection;
import java.io.IOException;

/** Is the master again as soon as it is connected again, in whatever session, without looking whose the binding is. */
public final class NeverRechecks extends NaiveElection {
    @Override
    protected boolean stillMaster(ClientContext client, long token) throws InterruptedException, IOException {
        while (client.running() && !connected()) {
            session(client);
        }
        return client.running();
    }
}
