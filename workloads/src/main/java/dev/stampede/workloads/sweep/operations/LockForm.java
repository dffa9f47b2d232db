package dev.stampede.workloads.sweep.operations;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessLock;
import org.apache.curator.framework.recipes.locks.InterProcessMultiLock;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreMutex;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.jspecify.annotations.Nullable;

/** The recipes that grant something exclusive to one client. */
enum LockForm {
    MUTEX("InterProcessMutex") {
        @Override
        Handle make(CuratorFramework client, String path) {
            return handle(new InterProcessMutex(client, path));
        }
    },
    SEMAPHORE_MUTEX("InterProcessSemaphoreMutex") {
        @Override
        Handle make(CuratorFramework client, String path) {
            return handle(new InterProcessSemaphoreMutex(client, path));
        }
    },
    READ("InterProcessReadWriteLock.readLock") {
        @Override
        Handle make(CuratorFramework client, String path) {
            return handle(new InterProcessReadWriteLock(client, path).readLock());
        }

        @Override
        Handle makeRival(CuratorFramework client, String path) {
            return WRITE.make(client, path);
        }
    },
    WRITE("InterProcessReadWriteLock.writeLock") {
        @Override
        Handle make(CuratorFramework client, String path) {
            return handle(new InterProcessReadWriteLock(client, path).writeLock());
        }
    },
    MULTI("InterProcessMultiLock") {
        @Override
        Handle make(CuratorFramework client, String path) {
            return handle(new InterProcessMultiLock(client, List.of(path + "-1", path + "-2")));
        }
    },
    SEMAPHORE("InterProcessSemaphoreV2") {
        @Override
        Handle make(CuratorFramework client, String path) {
            return new LeaseHandle(new InterProcessSemaphoreV2(client, path, 1));
        }
    };

    private final String recipe;

    LockForm(String recipe) {
        this.recipe = recipe;
    }

    String recipe() {
        return recipe;
    }

    /** An object of the recipe. */
    abstract Handle make(CuratorFramework client, String path);

    /** An object that must not be granted while {@link #make} is. */
    Handle makeRival(CuratorFramework client, String path) {
        return make(client, path);
    }

    /** What is acquired and released, by one thread. */
    interface Handle {
        boolean acquire(Duration atMost) throws Exception;

        void release() throws Exception;
    }

    private static Handle handle(InterProcessLock lock) {
        return new Handle() {
            @Override
            public boolean acquire(Duration atMost) throws Exception {
                return lock.acquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
            }

            @Override
            public void release() throws Exception {
                lock.release();
            }
        };
    }

    private static final class LeaseHandle implements Handle {
        private final InterProcessSemaphoreV2 semaphore;
        private @Nullable Lease lease;

        LeaseHandle(InterProcessSemaphoreV2 semaphore) {
            this.semaphore = semaphore;
        }

        @Override
        public boolean acquire(Duration atMost) throws Exception {
            lease = semaphore.acquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return lease != null;
        }

        @Override
        public void release() {
            semaphore.returnLease(lease);
        }
    }
}
