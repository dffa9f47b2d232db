package dev.stampede.workloads.scenario.naming.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.naming.NaiveNaming;
import dev.stampede.workloads.scenario.naming.NamingDriver;
import dev.stampede.workloads.scenario.naming.SequentialIds;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Increments its last id locally while it is disconnected. */
public final class LocalIds extends NamingDriver {
    @Override
    protected Names open(ClientContext context) {
        return new NaiveNaming(context) {
            @Override
            protected SequentialIds ids(ClientContext client) {
                return new Counting(client);
            }
        };
    }

    private static final class Counting extends SequentialIds {
        private long last = -1;

        Counting(ClientContext context) {
            super(context);
        }

        @Override
        protected long draw(ZooKeeper zk, String above) throws KeeperException, InterruptedException {
            try {
                last = super.draw(zk, above);
            } catch (KeeperException.ConnectionLossException e) {
                last++; // The mistake: another client may receive the same id.
            }
            return last;
        }
    }
}
