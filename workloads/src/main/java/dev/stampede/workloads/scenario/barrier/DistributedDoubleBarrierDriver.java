package dev.stampede.workloads.scenario.barrier;

import dev.stampede.workloads.client.ClientContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.barriers.DistributedDoubleBarrier;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.jspecify.annotations.Nullable;

/**
 * Drives Curator's {@link DistributedDoubleBarrier}: a new object for each enter, and the same object for the leave.
 */
public final class DistributedDoubleBarrierDriver extends DoubleBarrierDriver {
    @Override
    protected MemberBarriers open(ClientContext context) {
        return new Recipe(context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy()));
    }

    private static final class Recipe implements MemberBarriers {
        private final CuratorFramework curator;
        private @Nullable DistributedDoubleBarrier entered;

        Recipe(CuratorFramework curator) {
            this.curator = curator;
        }

        @Override
        public boolean enter(String path, int members, Duration timeout) throws Exception {
            DistributedDoubleBarrier barrier = new DistributedDoubleBarrier(curator, path, members);
            entered = barrier;
            return barrier.enter(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public boolean leave(String path, Duration timeout) throws Exception {
            DistributedDoubleBarrier barrier = entered;
            if (barrier == null) {
                throw new IllegalStateException("leave was called before enter");
            }
            return barrier.leave(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
