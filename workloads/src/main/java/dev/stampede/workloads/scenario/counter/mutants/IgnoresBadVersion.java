package dev.stampede.workloads.scenario.counter.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.counter.NaiveCounter;
import dev.stampede.workloads.scenario.counter.NaiveCounterDriver;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Assumes that its own earlier write caused BadVersion, and reports success. */
public final class IgnoresBadVersion extends NaiveCounterDriver {
    @Override
    protected NaiveCounter make(ClientContext context, RawSession shared, String path) {
        return new NaiveCounter(context, shared, path) {
            @Override
            protected void write(ZooKeeper zk, Known known) throws KeeperException, InterruptedException {
                try {
                    super.write(zk, known);
                } catch (KeeperException.BadVersionException e) {
                    // The mistake: another client was faster.
                }
            }
        };
    }
}
