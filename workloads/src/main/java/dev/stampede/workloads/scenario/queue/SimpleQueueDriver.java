package dev.stampede.workloads.scenario.queue;

import dev.stampede.workloads.client.ClientContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.jspecify.annotations.Nullable;

/** Drives Curator's {@link SimpleDistributedQueue}: {@code offer} and {@code poll}. */
public final class SimpleQueueDriver extends PullQueueDriver {
    private @Nullable CuratorFramework curator;

    @Override
    protected PulledQueues open(ClientContext context) {
        CuratorFramework shared = curator;
        if (shared == null) {
            shared = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
            curator = shared;
        }
        return new Simple(shared);
    }

    private static final class Simple implements PulledQueues {
        private final CuratorFramework curator;
        private final Map<String, SimpleDistributedQueue> queues = new HashMap<>();

        Simple(CuratorFramework curator) {
            this.curator = curator;
        }

        private SimpleDistributedQueue at(String key) {
            return queues.computeIfAbsent(key, path -> new SimpleDistributedQueue(curator, path));
        }

        @Override
        public void put(String key, String item) throws Exception {
            at(key).offer(item.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public @Nullable String take(String key, Duration atMost) throws Exception {
            byte[] item = at(key).poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return item == null ? null : new String(item, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            queues.clear(); // The recipe has nothing to close.
        }
    }
}
