package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.LockDriver;
import dev.stampede.workloads.scenario.lock.NaiveLock;
import org.apache.zookeeper.CreateMode;

/** Creates the lock's znode persistent: it stays when its holder's session ends, and nobody gets the lock any more. */
public final class PersistentNode extends LockDriver {
    @Override
    protected Lock open(ClientContext context) {
        return new NaiveLock(context) {
            @Override
            protected CreateMode createMode() {
                return CreateMode.PERSISTENT;
            }
        };
    }
}
