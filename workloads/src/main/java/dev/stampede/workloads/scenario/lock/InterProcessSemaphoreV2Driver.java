package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.jspecify.annotations.Nullable;

/**
 * Drives Curator's {@link InterProcessSemaphoreV2}: each client takes one lease at a time. Settings: {@code leases}
 * (the number of leases of each key; the recipe assumes that all clients use the same number) and
 * {@code patience.millis} (the timeout of an acquire).
 */
public final class InterProcessSemaphoreV2Driver extends CuratorLockDriver {
    @Override
    protected List<Lock> open(ClientContext context, CuratorFramework curator, String key) {
        return List.of(new RecipeLock(context, curator, key));
    }

    private static final class RecipeLock extends CuratorLock {
        private final InterProcessSemaphoreV2 semaphore;
        private @Nullable Lease lease;

        RecipeLock(ClientContext context, CuratorFramework curator, String key) {
            super(context, curator, key);
            this.semaphore = new InterProcessSemaphoreV2(
                    curator, key, Integer.parseInt(context.spec().setting("leases")));
        }

        @Override
        boolean acquire(long time, TimeUnit unit) throws Exception {
            lease = semaphore.acquire(time, unit);
            return lease != null;
        }

        @Override
        void releaseRecipe() throws Exception {
            Lease held = lease;
            lease = null;
            if (held != null) {
                held.close();
            }
        }

        @Override
        @Nullable
        String node() {
            Lease held = lease;
            return held == null ? null : key() + "/leases/" + held.getNodeName();
        }
    }
}
