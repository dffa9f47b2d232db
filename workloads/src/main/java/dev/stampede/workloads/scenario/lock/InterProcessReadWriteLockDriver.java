package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Drives Curator's {@link InterProcessReadWriteLock}, sometimes as a reader, sometimes as a writer. Settings:
 * {@code read.percent} (the share of read acquires) and {@code patience.millis} (the timeout of an acquire).
 */
public final class InterProcessReadWriteLockDriver extends CuratorLockDriver {
    @Override
    protected List<Lock> open(ClientContext context, CuratorFramework curator, String key) {
        InterProcessReadWriteLock lock = new InterProcessReadWriteLock(curator, key);
        return List.of(
                new RecipeLock(context, curator, key, "read", lock.readLock(), () -> lock.readLock()
                        .getLockPath()),
                new RecipeLock(context, curator, key, "write", lock.writeLock(), () -> lock.writeLock()
                        .getLockPath()));
    }

    @Override
    protected Lock choose(ClientContext context, List<Lock> locks) {
        return locks.get(context.random().nextInt(100) < percent(context, "read.percent") ? 0 : 1);
    }

    /** Returns the znode of a hold. The recipe's read lock and write lock expose it in different classes. */
    private interface HoldNode {
        @Nullable
        String node();
    }

    private static final class RecipeLock extends CuratorLock {
        private final String mode;
        private final InterProcessMutex mutex;
        private final HoldNode holdNode;

        RecipeLock(
                ClientContext context,
                CuratorFramework curator,
                String key,
                String mode,
                InterProcessMutex mutex,
                HoldNode holdNode) {
            super(context, curator, key);
            this.mode = mode;
            this.mutex = mutex;
            this.holdNode = holdNode;
        }

        @Override
        public String mode() {
            return mode;
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
            return holdNode.node();
        }
    }
}
