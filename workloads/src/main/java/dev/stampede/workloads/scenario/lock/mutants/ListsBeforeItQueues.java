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
 * A fair queue that reads the list of waiters before it creates its own znode. Two clients that read an empty list both
 * acquire the lock.
 */
public final class ListsBeforeItQueues extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new FairQueue(context, session, key) {
            private List<String> waitersBefore = List.of();

            @Override
            protected boolean ensureQueued(ZooKeeper zk) throws KeeperException, InterruptedException {
                if (ownNode() == null) {
                    waitersBefore = zk.getChildren(key(), false);
                }
                return super.ensureQueued(zk);
            }

            @Override
            protected List<String> predecessors(List<String> children, String own) {
                return super.predecessors(
                        waitersBefore.stream().filter(children::contains).toList(), own);
            }
        };
    }
}
