package dev.stampede.workloads.scenario.counter;

import dev.stampede.workloads.client.ClientContext;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.jspecify.annotations.Nullable;

/**
 * Drives recipes of Curator. All counters of a client share its {@link CuratorFramework}, which retries a request for
 * about 2 s.
 */
public abstract class CuratorCounterDriver extends CounterDriver {
    private @Nullable CuratorFramework curator;

    /** Creates the recipe for the counter at this path. */
    protected abstract DrivenCounter open(ClientContext context, CuratorFramework framework, String path)
            throws Exception;

    @Override
    protected final DrivenCounter open(ClientContext context, String path) throws Exception {
        CuratorFramework shared = curator;
        if (shared == null) {
            shared = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
            curator = shared;
        }
        return open(context, shared, path);
    }
}
