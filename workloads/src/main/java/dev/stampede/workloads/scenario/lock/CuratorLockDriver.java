package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.jspecify.annotations.Nullable;

/** Drives lock recipes of Curator. All locks of a client share its {@link CuratorFramework}. */
public abstract class CuratorLockDriver extends LockDriver {
    private @Nullable CuratorFramework curator;

    /** Creates the locks for one key. */
    protected abstract List<Lock> open(ClientContext context, CuratorFramework curator, String key);

    @Override
    protected final List<Lock> open(ClientContext context, String key) {
        CuratorFramework shared = curator;
        if (shared == null) {
            shared = start(context);
            curator = shared;
        }
        return open(context, shared, key);
    }

    /** Starts a Curator client that retries for about 2 s, a usual configuration. */
    static CuratorFramework start(ClientContext context) {
        return context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
    }
}
