package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.jspecify.annotations.Nullable;

/** Drives Curator's recipes; those of one client share its {@link CuratorFramework}. */
public abstract class CuratorLockDriver extends LockDriver {
    private @Nullable CuratorFramework curator;

    /** Makes the recipe under test of one key. */
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

    /** A Curator client that retries for about two seconds, as people set it up. */
    static CuratorFramework start(ClientContext context) {
        return context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
    }
}
