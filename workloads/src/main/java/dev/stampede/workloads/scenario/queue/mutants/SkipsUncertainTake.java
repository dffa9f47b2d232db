package dev.stampede.workloads.scenario.queue.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.queue.NaiveQueue;
import dev.stampede.workloads.scenario.queue.PullQueueDriver;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Assumes that a delete with a lost answer did not take effect, and takes the next item. */
public final class SkipsUncertainTake extends PullQueueDriver {
    @Override
    protected PulledQueues open(ClientContext context) {
        return new NaiveQueue(context) {
            @Override
            protected boolean remove(ZooKeeper zk, String key, String path) throws Exception {
                try {
                    delete(zk, path);
                    return true;
                } catch (KeeperException e) {
                    return false; // The mistake: this client may have removed the item.
                }
            }
        };
    }
}
