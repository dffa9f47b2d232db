package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.workloads.scenario.election.NaiveElection;
import org.apache.zookeeper.ZooKeeper;

/**
 * Omits the date from the path of the binding. There is one binding for all days, so on a new day the master of the
 * previous day still owns the binding.
 */
public final class UndatedBinding extends NaiveElection {
    @Override
    protected String folder(String ofDay) {
        return ofDay.substring(0, ofDay.lastIndexOf('/'));
    }

    @Override
    protected void leaveDay(ZooKeeper zk) {
        // The binding is also that of the new day.
    }
}
