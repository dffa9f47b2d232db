package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.FairQueue;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.RawLockDriver;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * A semaphore with an off-by-one error: it allows one more lease than configured.
 *
 * <p>Setting: {@code leases}.
 */
public final class MiscountsLeases extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        int leases = Integer.parseInt(context.spec().setting("leases"));
        return new FairQueue(context, session, key) {
            @Override
            protected int leases() {
                return leases + 1; // The mistake: one lease too many.
            }

            @Override
            protected boolean watch(ZooKeeper zk, List<String> ahead) throws KeeperException, InterruptedException {
                return zk.getChildren(key(), this).containsAll(ahead);
            }
        };
    }
}
