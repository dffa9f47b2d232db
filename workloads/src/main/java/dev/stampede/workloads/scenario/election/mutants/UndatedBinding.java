package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.workloads.scenario.election.NaiveElection;
import org.apache.zookeeper.ZooKeeper;

/**
 * Leaves the date out of the path of the binding: there is one for all days, and on a new day yesterday's master finds it to
 * be its own.
 */
public final class UndatedBinding extends NaiveElection {
    @Override
    protected String folder(String ofDay) {
        return ofDay.substring(0, ofDay.lastIndexOf('/'));
    }

    @Override
    protected void leaveDay(ZooKeeper zk) {
        // Without a date in its path, the binding is today's as well.
    }
}
