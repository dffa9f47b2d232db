package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** Drives Curator's {@link InterProcessMutex}. */
public final class InterProcessMutexDriver extends LockDriver {
    @Override
    protected Lock open(ClientContext context) {
        CuratorFramework curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
        return new Held(context, curator);
    }

    private static final class Held implements Lock {
        private final ClientContext context;
        private final CuratorFramework curator;
        private final CuratorHold hold;
        private final Mutex mutex;

        Held(ClientContext context, CuratorFramework curator) {
            this.context = context;
            this.curator = curator;
            this.hold = new CuratorHold(context, curator);
            this.mutex = new Mutex(curator, context.spec().setting("key"));
        }

        @Override
        public long acquire() throws Exception {
            while (context.running()) {
                if (mutex.acquire(1, TimeUnit.SECONDS)) {
                    hold.granted();
                    return token();
                }
            }
            throw new InterruptedException("the client was asked to stop while it waited");
        }

        private long token() throws Exception {
            String path = mutex.node();
            if (path == null) {
                return 0;
            }
            long token = context.recorder().tokenOf(path);
            if (token == 0) {
                // The answer of the protected create was lost, and the node was found by its name.
                Stat stat = curator.checkExists().forPath(path);
                token = stat == null ? 0 : stat.getCzxid();
            }
            return token;
        }

        @Override
        public void release() throws Exception {
            hold.released();
            mutex.release();
        }

        @Override
        public boolean doubted() {
            return hold.doubted();
        }
    }

    /** Shows the znode of the hold, which the recipe keeps to its subclasses. */
    private static final class Mutex extends InterProcessMutex {
        Mutex(CuratorFramework curator, String path) {
            super(curator, path);
        }

        @Nullable
        String node() {
            return getLockPath();
        }
    }
}
