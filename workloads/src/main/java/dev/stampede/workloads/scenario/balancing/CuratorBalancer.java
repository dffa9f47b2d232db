package dev.stampede.workloads.scenario.balancing;

import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RandomTimes;
import java.util.Map;

/**
 * A balancer with the list of a recipe. It reads the list before each request, and adopts it if it has changed. Not
 * thread-safe.
 */
final class CuratorBalancer implements Balancer {
    private final ClientContext context;
    private final Dispatcher dispatcher;
    private final Source source;

    CuratorBalancer(ClientContext context, Dispatcher dispatcher, Source source) {
        this.context = context;
        this.dispatcher = dispatcher;
        this.source = source;
    }

    /** The list of a recipe. */
    interface Source {
        /** The current addresses by path. */
        Map<String, String> list() throws Exception;

        /** Sends the next request. */
        void dispatch() throws Exception;
    }

    @Override
    public void run() throws Exception {
        String root = context.spec().setting("key");
        while (context.running()) {
            Map<String, String> now = source.list();
            if (!now.equals(dispatcher.list())) {
                dispatcher.adopt(context.recorder().invoke(root, new BackendInput.ListBackends()), now);
            }
            source.dispatch();
            context.pause(RandomTimes.aroundMean(context, "think.millis"));
        }
    }
}
