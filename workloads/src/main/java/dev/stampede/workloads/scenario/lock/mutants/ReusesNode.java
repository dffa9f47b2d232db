package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.FairQueue;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.RawLockDriver;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** A fair queue that continues to use the znode of its previous session while that znode still exists. */
public final class ReusesNode extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new FairQueue(context, session, key) {
            @Override
            protected boolean ensureQueued(ZooKeeper zk) throws KeeperException, InterruptedException {
                return ownNode() != null || super.ensureQueued(zk);
            }
        };
    }
}
