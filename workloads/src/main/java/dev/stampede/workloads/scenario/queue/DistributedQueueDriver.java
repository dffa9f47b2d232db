package dev.stampede.workloads.scenario.queue;

import dev.stampede.checker.history.data.QueueInput;
import org.apache.curator.framework.recipes.queue.DistributedQueue;
import org.apache.curator.framework.recipes.queue.QueueBase;
import org.apache.curator.framework.recipes.queue.QueueBuilder;

/** Drives Curator's {@link DistributedQueue}, with a lock path if the setting {@code locks} names one. */
public final class DistributedQueueDriver extends PushQueueDriver {
    @Override
    protected Called open(QueueBuilder<String> builder, QueueSettings settings) {
        return new Plain(builder.buildQueue());
    }

    private record Plain(DistributedQueue<String> queue) implements Called {
        @Override
        public QueueBase<String> recipe() {
            return queue;
        }

        @Override
        public void put(QueueInput.Enqueue input) throws Exception {
            queue.put(input.item());
        }
    }
}
