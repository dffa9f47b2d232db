package dev.stampede.workloads.scenario.queue;

import dev.stampede.checker.history.data.QueueInput;
import org.apache.curator.framework.recipes.queue.DistributedPriorityQueue;
import org.apache.curator.framework.recipes.queue.QueueBase;
import org.apache.curator.framework.recipes.queue.QueueBuilder;

/**
 * Drives Curator's {@link DistributedPriorityQueue}. Settings: {@code priorities} (the number of priorities, from 1) and
 * {@code min.items} (the recipe's {@code minItemsBeforeRefresh}).
 */
public final class PriorityQueueDriver extends PushQueueDriver {
    @Override
    protected Called open(QueueBuilder<String> builder, QueueSettings settings) {
        return new Prioritised(builder.buildPriorityQueue(settings.number("min.items")), settings);
    }

    private record Prioritised(DistributedPriorityQueue<String> queue, QueueSettings settings) implements Called {
        @Override
        public QueueBase<String> recipe() {
            return queue;
        }

        @Override
        public QueueInput.Enqueue next(String item) {
            return new QueueInput.Enqueue(item, 1 + settings.upTo("priorities"), 0);
        }

        @Override
        public void put(QueueInput.Enqueue input) throws Exception {
            queue.put(input.item(), input.priority());
        }
    }
}
