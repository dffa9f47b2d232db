package dev.stampede.workloads.scenario.balancing;

import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RandomTimes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A backend: it serves, registers its address, changes its address from time to time, stops, and starts again.
 *
 * <p>Settings: {@code life.millis} (how long it serves), {@code down.millis} (how long it is down afterwards) and
 * {@code update.millis} (how long it keeps an address) are mean times, drawn uniformly from 0.5 to 1.5 times the mean.
 * {@code service.millis} is the service time of backend 0; that of backend n is n + 1 times as long.
 *
 * <p>Not thread-safe.
 */
final class Backend {
    private static final Duration STEP = Duration.ofMillis(100);
    /**
     * The current and the previous server. The latter still responds, because balancers learn of a new address late.
     */
    private static final int MAX_SERVERS = 2;

    private final ClientContext context;
    private final Registrar registrar;
    private final String path;
    private final Deque<BackendServer> servers = new ArrayDeque<>();
    private int started;

    Backend(ClientContext context, Registrar registrar) {
        this.context = context;
        this.registrar = registrar;
        this.path = context.spec().setting("key") + "/" + name();
    }

    private String name() {
        return "backend-" + context.spec().number();
    }

    void run() throws Exception {
        try {
            while (context.running()) {
                liveOnce();
                context.pause(RandomTimes.aroundMean(context, "down.millis"));
            }
        } finally {
            closeServers();
        }
    }

    private void liveOnce() throws Exception {
        String address = serve();
        long end = System.nanoTime()
                + RandomTimes.aroundMean(context, "life.millis").toNanos();
        long nextMove = System.nanoTime()
                + RandomTimes.aroundMean(context, "update.millis").toNanos();
        while (context.running() && System.nanoTime() - end < 0) {
            if (System.nanoTime() - nextMove > 0) {
                address = serve();
                nextMove = System.nanoTime()
                        + RandomTimes.aroundMean(context, "update.millis").toNanos();
            }
            registrar.keep(path, address);
            context.pause(STEP);
        }
        if (context.running()) {
            stop();
        }
    }

    private String serve() throws IOException {
        int number = context.spec().number();
        Duration service = Duration.ofMillis(Long.parseLong(context.spec().setting("service.millis")) * (number + 1));
        BackendServer server = BackendServer.start(number, started++, name(), service);
        servers.addFirst(server);
        while (servers.size() > MAX_SERVERS) {
            servers.removeLast().close();
        }
        context.recorder()
                .invoke(path, new BackendInput.Serve(server.address()))
                .ok();
        return server.address();
    }

    /** Stops like a process that dies: first the server, then the registration, which disappears with the session. */
    private void stop() throws Exception {
        Recorder.Op op = context.recorder().invoke(path, new BackendInput.Stop());
        closeServers();
        try {
            registrar.stop();
            op.ok();
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    private void closeServers() {
        @Nullable BackendServer server;
        while ((server = servers.poll()) != null) {
            server.close();
        }
    }
}
