package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreMutex;
import org.jspecify.annotations.Nullable;

/**
 * Drives Curator's {@link InterProcessSemaphoreMutex}, which is a semaphore with one lease and not reentrant. Setting:
 * {@code patience.millis} (the timeout of an acquire).
 */
public final class InterProcessSemaphoreMutexDriver extends CuratorLockDriver {
    @Override
    protected List<Lock> open(ClientContext context, CuratorFramework curator, String key) {
        return List.of(new RecipeLock(context, curator, key));
    }

    private static final class RecipeLock extends CuratorLock {
        private final InterProcessSemaphoreMutex mutex;

        RecipeLock(ClientContext context, CuratorFramework curator, String key) {
            super(context, curator, key);
            this.mutex = new InterProcessSemaphoreMutex(curator, key);
        }

        @Override
        boolean acquire(long time, TimeUnit unit) throws Exception {
            return mutex.acquire(time, unit);
        }

        @Override
        void releaseRecipe() throws Exception {
            mutex.release();
        }

        @Override
        @Nullable
        String node() {
            return null;
        }

        @Override
        String folder() {
            return key() + "/leases";
        }
    }
}
