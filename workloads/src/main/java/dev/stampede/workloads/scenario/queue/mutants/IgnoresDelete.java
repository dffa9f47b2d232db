package dev.stampede.workloads.scenario.queue.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.queue.NaiveQueue;
import dev.stampede.workloads.scenario.queue.PullQueueDriver;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Takes an item without checking whether its own delete removed it. */
public final class IgnoresDelete extends PullQueueDriver {
    @Override
    protected PulledQueues open(ClientContext context) {
        return new NaiveQueue(context) {
            @Override
            protected boolean remove(ZooKeeper zk, String key, String path) throws Exception {
                try {
                    delete(zk, path);
                } catch (KeeperException.NoNodeException e) {
                    // The mistake: another client took the item.
                }
                return true;
            }
        };
    }
}
