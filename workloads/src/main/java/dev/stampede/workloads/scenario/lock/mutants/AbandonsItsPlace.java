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
 * A semaphore whose waiters give up after a timeout without deleting their znodes. When such a znode reaches the front
 * of the queue, a lease is lost until the session of its client ends.
 *
 * <p>Settings: {@code leases}, {@code patience.millis}.
 */
public final class AbandonsItsPlace extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        int leases = Integer.parseInt(context.spec().setting("leases"));
        long patience = Long.parseLong(context.spec().setting("patience.millis"));
        return new FairQueue(context, session, key) {
            private long beganNanos;

            @Override
            public long acquire() throws Exception {
                beganNanos = System.nanoTime();
                return super.acquire();
            }

            @Override
            protected int leases() {
                return leases;
            }

            @Override
            protected boolean watch(ZooKeeper zk, List<String> ahead) throws KeeperException, InterruptedException {
                if (System.nanoTime() - beganNanos > patience * 1_000_000) {
                    forgetOwnNode(); // The mistake: its znode remains.
                    throw new IllegalStateException("not within " + patience + " ms");
                }
                return zk.getChildren(key(), this).containsAll(ahead);
            }
        };
    }
}
