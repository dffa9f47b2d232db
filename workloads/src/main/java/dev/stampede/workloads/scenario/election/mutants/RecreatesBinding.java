package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.workloads.scenario.election.NaiveElection;
import java.io.IOException;
import org.apache.zookeeper.KeeperException;

/**
 * Never doubts its term. When its session has ended, it opens a new session, creates its binding again and continues as
 * the master, even if another client was elected meanwhile.
 */
public final class RecreatesBinding extends NaiveElection {
    @Override
    protected void doubt(String reason) {
        // The mistake: no doubt.
    }

    @Override
    protected boolean remainsMaster(boolean sameDay) throws KeeperException, InterruptedException, IOException {
        if (expired()) {
            bind(session(client()));
        }
        return sameDay;
    }
}
