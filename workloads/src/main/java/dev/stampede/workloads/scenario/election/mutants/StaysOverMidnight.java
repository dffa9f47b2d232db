package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.workloads.scenario.election.NaiveElection;

/** Is the master until its term ends, also when that day is over. */
public final class StaysOverMidnight extends NaiveElection {
    @Override
    protected boolean servesOn(boolean sameDay) {
        return true;
    }
}
