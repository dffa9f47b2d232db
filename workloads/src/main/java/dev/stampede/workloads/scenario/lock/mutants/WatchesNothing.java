package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.FairQueue;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.RawLockDriver;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** A fair queue that checks whether its predecessor exists but sets no watch, so that nothing wakes it. */
public final class WatchesNothing extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new FairQueue(context, session, key) {
            @Override
            protected boolean watch(ZooKeeper zk, List<String> ahead) throws KeeperException, InterruptedException {
                return zk.exists(key() + "/" + ahead.get(ahead.size() - 1), false) != null;
            }
        };
    }
}
