package dev.stampede.workloads.scenario.queue.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.queue.NaiveQueue;
import dev.stampede.workloads.scenario.queue.PullQueueDriver;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Ignores that the answer to a create was lost, and reports that the item is in the queue. */
public final class IgnoresLostPut extends PullQueueDriver {
    @Override
    protected PulledQueues open(ClientContext context) {
        return new NaiveQueue(context) {
            @Override
            protected void create(ZooKeeper zk, String key, String item) throws Exception {
                try {
                    super.create(zk, key, item);
                } catch (KeeperException.ConnectionLossException e) {
                    // The mistake: the create may not have taken effect.
                }
            }
        };
    }
}
