package dev.stampede.workloads.scenario.queue.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.queue.NaiveQueue;
import dev.stampede.workloads.scenario.queue.PullQueueDriver;
import java.util.List;

/** Names each znode after its producer, and sorts the whole names instead of the numbers. */
public final class SortsByName extends PullQueueDriver {
    @Override
    protected PulledQueues open(ClientContext context) {
        return new NaiveQueue(context) {
            @Override
            protected String prefix() {
                return "item-of-client-" + context.spec().number() + "-";
            }

            @Override
            protected List<String> sorted(List<String> names) {
                return names.stream().sorted().toList(); // The mistake: the producer comes before the number.
            }
        };
    }
}
