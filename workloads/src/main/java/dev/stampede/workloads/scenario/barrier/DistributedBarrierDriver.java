package dev.stampede.workloads.scenario.barrier;

import dev.stampede.workloads.client.ClientContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.barriers.DistributedBarrier;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.jspecify.annotations.Nullable;

/** Drives Curator's {@link DistributedBarrier}. */
public final class DistributedBarrierDriver extends SetBarrierDriver {
    private @Nullable CuratorFramework curator;

    @Override
    protected LiftableBarrier open(ClientContext context, String path) {
        CuratorFramework shared = curator;
        if (shared == null) {
            shared = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
            curator = shared;
        }
        return new Recipe(new DistributedBarrier(shared, path));
    }

    private record Recipe(DistributedBarrier barrier) implements LiftableBarrier {
        @Override
        public void set() throws Exception {
            barrier.setBarrier();
        }

        @Override
        public void lift() throws Exception {
            barrier.removeBarrier();
        }

        @Override
        public boolean await(Duration timeout) throws Exception {
            return barrier.waitOnBarrier(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
