package dev.stampede.workloads.client.host;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Runs clients in the JVM of the harness, each on a daemon thread of its own.
 *
 * <p>One thread of the host passes on all events, so that clients do not wait for the harness. At most
 * {@value EventPump#CAPACITY} events wait for this thread; more events block their clients.
 */
public final class InProcessHost implements ClientHost {

    private static final long CLOSE_SECONDS = 5;

    private final String jvm;
    private final List<LocalClient> clients = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = DaemonThreads.timer("stampede-client-timer");
    private final EventPump pump = new EventPump();
    private final StallMeter stalls = StallMeter.start(this::stalled);
    private volatile boolean closed;

    /** A host in this JVM; its name in the history is {@code harness}. */
    public InProcessHost() {
        this("harness");
    }

    private InProcessHost(String jvm) {
        this.jvm = jvm;
    }

    @Override
    public String jvm() {
        return jvm;
    }

    @Override
    public OptionalLong process() {
        return OptionalLong.empty();
    }

    @Override
    public String describe() {
        return LibraryVersions.describe();
    }

    @Override
    public Client open(ClientSpec spec, BiConsumer<Integer, Event> events) {
        if (closed) {
            throw new IllegalStateException("client " + spec.number() + " cannot be opened: its host is closed");
        }
        LocalClient client = LocalClient.make(spec, event -> pump.put(spec.number(), event, events), timer);
        clients.add(client);
        client.begin();
        return client;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        stalls.close();
        endAll(new ArrayList<>(clients));
        timer.shutdownNow();
        pump.close();
    }

    /** Stops all clients, waits for them together, and closes the handles of clients that do not end in time. */
    public static void endAll(List<LocalClient> clients) {
        clients.forEach(client -> client.stop(Duration.ZERO));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        for (LocalClient client : clients) {
            if (!awaitUntil(client, deadline)) {
                client.closeHandles();
            }
        }
    }

    private static boolean awaitUntil(LocalClient client, long deadline) {
        try {
            return client.awaitStopped(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return client.stopped();
        }
    }

    private void stalled(long fromNanos, long toNanos) {
        clients.stream()
                .filter(client -> !client.stopped())
                .findFirst()
                .ifPresent(client -> client.stalled(jvm, fromNanos, toNanos));
    }
}
