package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.workloads.scenario.election.NaiveElection;
import org.apache.zookeeper.CreateMode;

/** Creates the binding persistent: it stays when its master is gone, and nobody is elected any more. */
public final class PersistentBinding extends NaiveElection {
    @Override
    protected CreateMode createMode() {
        return CreateMode.PERSISTENT;
    }
}
