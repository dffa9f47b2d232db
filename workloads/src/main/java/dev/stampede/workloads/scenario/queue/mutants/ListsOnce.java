package dev.stampede.workloads.scenario.queue.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.queue.NaiveQueue;
import dev.stampede.workloads.scenario.queue.PullQueueDriver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** Lists the children of each queue once, and keeps the list. */
public final class ListsOnce extends PullQueueDriver {
    @Override
    protected PulledQueues open(ClientContext context) {
        return new NaiveQueue(context) {
            private final Map<String, List<String>> lists = new HashMap<>();

            @Override
            protected List<String> list(ZooKeeper zk, String key, Watcher watcher) throws Exception {
                List<String> known = lists.get(key);
                if (known == null) {
                    known = super.list(zk, key, watcher);
                    lists.put(key, known); // The mistake: items that are added later are not seen.
                }
                return known;
            }
        };
    }
}
