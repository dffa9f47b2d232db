package dev.stampede.workloads.scenario.queue.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.queue.NaiveQueue;
import dev.stampede.workloads.scenario.queue.PullQueueDriver;
import java.time.Duration;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Puts an item again when the answer to its create was lost. */
public final class PutsAgain extends PullQueueDriver {
    @Override
    protected PulledQueues open(ClientContext context) {
        return new NaiveQueue(context) {
            @Override
            protected void create(ZooKeeper zk, String key, String item) throws Exception {
                while (true) {
                    try {
                        super.create(zk, key, item);
                        return;
                    } catch (KeeperException.ConnectionLossException e) {
                        if (!context.running()) {
                            throw e;
                        }
                        context.pause(Duration.ofMillis(20)); // The mistake: the first create may have taken effect.
                    }
                }
            }
        };
    }
}
