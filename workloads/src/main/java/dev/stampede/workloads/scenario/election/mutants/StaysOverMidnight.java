package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.workloads.scenario.election.NaiveElection;

/** Remains the master until its term ends, even after the end of the day. */
public final class StaysOverMidnight extends NaiveElection {
    @Override
    protected boolean remainsMaster(boolean sameDay) {
        return true;
    }
}
