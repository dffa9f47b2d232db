package dev.stampede.workloads.scenario.queue;

import dev.stampede.checker.history.data.QueueInput;
import org.apache.curator.framework.recipes.queue.DistributedDelayQueue;
import org.apache.curator.framework.recipes.queue.QueueBase;
import org.apache.curator.framework.recipes.queue.QueueBuilder;

/** Drives Curator's {@link DistributedDelayQueue}. Setting: {@code delay.millis} (the mean delay). */
public final class DelayQueueDriver extends PushQueueDriver {
    @Override
    protected Called open(QueueBuilder<String> builder, QueueSettings settings) {
        return new Delayed(builder.buildDelayQueue(), settings);
    }

    private record Delayed(DistributedDelayQueue<String> queue, QueueSettings settings) implements Called {
        @Override
        public QueueBase<String> recipe() {
            return queue;
        }

        @Override
        public QueueInput.Enqueue next(String item) {
            return settings.delayed(item);
        }

        @Override
        public void put(QueueInput.Enqueue input) throws Exception {
            queue.put(input.item(), input.dueMillis());
        }
    }
}
