package dev.stampede.workloads.scenario.queue;

import dev.stampede.workloads.client.ClientContext;

/** Drives the {@link NaiveQueue}. */
public final class NaiveQueueDriver extends PullQueueDriver {
    @Override
    protected PulledQueues open(ClientContext context) {
        return new NaiveQueue(context);
    }
}
