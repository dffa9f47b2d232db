package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.FairQueue;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.RawLockDriver;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** A fair queue that takes its turn by a list that it read before it queued: two that find it empty both take it. */
public final class ListsBeforeItQueues extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new FairQueue(context, session, key) {
            private List<String> before = List.of();

            @Override
            protected boolean queued(ZooKeeper zk) throws KeeperException, InterruptedException {
                if (mine() == null) {
                    before = zk.getChildren(key(), false);
                }
                return super.queued(zk);
            }

            @Override
            protected List<String> ahead(List<String> children, String own) {
                return super.ahead(before.stream().filter(children::contains).toList(), own);
            }
        };
    }
}
