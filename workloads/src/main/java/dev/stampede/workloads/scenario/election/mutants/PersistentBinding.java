package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.workloads.scenario.election.NaiveElection;
import org.apache.zookeeper.CreateMode;

/** Creates the binding persistent: it stays when its master fails, and no other client is elected. */
public final class PersistentBinding extends NaiveElection {
    @Override
    protected CreateMode createMode() {
        return CreateMode.PERSISTENT;
    }
}
