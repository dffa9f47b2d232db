package dev.stampede.workloads.scenario.queue;

import dev.stampede.checker.history.data.QueueInput;
import org.apache.curator.framework.recipes.queue.DistributedIdQueue;
import org.apache.curator.framework.recipes.queue.QueueBase;
import org.apache.curator.framework.recipes.queue.QueueBuilder;

/**
 * Drives Curator's {@link DistributedIdQueue}: the id of an item is the item itself, and a producer removes some of the
 * items that it has put. Setting: {@code remove.percent} (the share of the items that it removes).
 */
public final class IdQueueDriver extends PushQueueDriver {
    @Override
    protected Called open(QueueBuilder<String> builder, QueueSettings settings) {
        return new Identified(builder.buildIdQueue(), settings);
    }

    private record Identified(DistributedIdQueue<String> queue, QueueSettings settings) implements Called {
        @Override
        public QueueBase<String> recipe() {
            return queue;
        }

        @Override
        public void put(QueueInput.Enqueue input) throws Exception {
            queue.put(input.item(), input.item());
        }

        @Override
        public boolean removes() {
            return settings.percent("remove.percent");
        }

        @Override
        public int remove(String item) throws Exception {
            return queue.remove(item);
        }
    }
}
