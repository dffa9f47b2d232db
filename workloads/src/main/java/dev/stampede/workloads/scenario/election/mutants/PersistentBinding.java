package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.workloads.scenario.election.NaiveElection;
import org.apache.zookeeper.CreateMode;

/** Creates a persistent binding. It remains when its master fails, so no other client is elected. */
public final class PersistentBinding extends NaiveElection {
    @Override
    protected CreateMode createMode() {
        return CreateMode.PERSISTENT;
    }
}
