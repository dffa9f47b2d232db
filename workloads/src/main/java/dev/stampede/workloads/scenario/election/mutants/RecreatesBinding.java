package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.workloads.scenario.election.NaiveElection;
import java.io.IOException;
import org.apache.zookeeper.KeeperException;

/**
 * Never doubts: when its session has ended it opens another one, creates its binding again, and goes on as the master,
 * whoever was elected in the meantime.
 */
public final class RecreatesBinding extends NaiveElection {
    @Override
    protected void doubt(String reason) {
        // This is what is broken.
    }

    @Override
    protected boolean servesOn(boolean sameDay) throws KeeperException, InterruptedException, IOException {
        if (expired()) {
            bind(session(client()));
        }
        return sameDay;
    }
}
