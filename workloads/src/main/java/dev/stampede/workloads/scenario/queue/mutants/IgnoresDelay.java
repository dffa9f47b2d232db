package dev.stampede.workloads.scenario.queue.mutants;

import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.workloads.scenario.queue.PushQueueDriver;
import dev.stampede.workloads.scenario.queue.QueueSettings;
import org.apache.curator.framework.recipes.queue.DistributedQueue;
import org.apache.curator.framework.recipes.queue.QueueBase;
import org.apache.curator.framework.recipes.queue.QueueBuilder;

/** Puts items with a delay into a queue that has none. */
public final class IgnoresDelay extends PushQueueDriver {
    @Override
    protected Called open(QueueBuilder<String> builder, QueueSettings settings) {
        return new Undelayed(builder.buildQueue(), settings);
    }

    private record Undelayed(DistributedQueue<String> queue, QueueSettings settings) implements Called {
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
            queue.put(input.item()); // The mistake: the item's delay is forgotten.
        }
    }
}
