package dev.stampede.workloads.scenario.balancing;

import dev.stampede.workloads.client.ClientContext;
import java.time.Duration;
import java.util.Map;

/** Uses a list that a recipe keeps: looks at it before each request, and takes it over when it has changed. For one thread. */
final class CuratorBalancer implements Balancer {
    private final ClientContext context;
    private final Dispatcher dispatcher;
    private final Source source;

    CuratorBalancer(ClientContext context, Dispatcher dispatcher, Source source) {
        this.context = context;
        this.dispatcher = dispatcher;
        this.source = source;
    }

    /** What a recipe offers. */
    interface Source {
        /** The addresses by path that the recipe has now. */
        Map<String, String> list() throws Exception;

        /** Sends the next request. */
        void dispatch() throws Exception;
    }

    @Override
    public void run() throws Exception {
        int think = Integer.parseInt(context.spec().setting("think.millis"));
        String root = context.spec().setting("key");
        while (context.running()) {
            Map<String, String> now = source.list();
            if (!now.equals(dispatcher.list())) {
                dispatcher.adopt(context.recorder().invoke("list", root, null), now);
            }
            source.dispatch();
            context.pause(Duration.ofMillis(think / 2 + context.random().nextInt(think + 1)));
        }
    }
}
