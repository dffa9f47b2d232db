package dev.stampede.workloads.client.wire;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.DaemonThreads;
import dev.stampede.workloads.client.host.ClientHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs clients in a worker: a separate JVM, which can be paused and killed, and may have other versions of ZooKeeper
 * and Curator.
 *
 * <p>When the worker dies, its open operations stay open, and its clients have no {@code ClientEnded} event. The host
 * keeps the last reported session and beliefs of each client, so that they are known while the worker is paused.
 */
public final class WorkerHost implements ClientHost {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOCK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(8);
    private static final int CLOCK_EXCHANGES = 5;
    private static final int LAST_LINES = 100;

    private final String jvm;
    private final Process process;
    private final Consumer<String> died;
    private final WorkerConnection connection;
    private final Map<Integer, WorkerClient> clients = new ConcurrentHashMap<>();
    private final Deque<String> lastLines = new ArrayDeque<>(); // guarded by itself
    private final CountDownLatch greeted = new CountDownLatch(1);
    private volatile @Nullable Hello hello;
    private volatile boolean closing;

    private record Hello(int protocol, long process, String description) {}

    private WorkerHost(String jvm, Process process, Consumer<String> died) {
        this.jvm = jvm;
        this.process = process;
        this.died = died;
        this.connection =
                WorkerConnection.open(jvm, process.getInputStream(), process.getOutputStream(), new FromWorker());
        DaemonThreads.start("stampede-" + jvm + "-stderr", this::readStandardError);
    }

    /**
     * Starts a worker and verifies that it has the same clock as the harness.
     *
     * @param jvm the name in the history, such as {@code worker-1}
     * @param launcher starts a process from a command, with pipes for its standard streams; the process must not
     *     outlive the harness
     * @param died called once, on a thread of the host, if the worker ends without {@link #close}; its open operations
     *     are then indeterminate
     * @throws WorkerException if the worker does not start, or has another protocol or another clock
     */
    public static WorkerHost start(
            String jvm, WorkerSettings settings, Function<List<String>, Process> launcher, Consumer<String> died) {
        WorkerHost host = new WorkerHost(jvm, launcher.apply(settings.command(jvm)), died);
        try {
            host.awaitHello();
            host.proveClock();
            return host;
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    @Override
    public String jvm() {
        return jvm;
    }

    @Override
    public OptionalLong process() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public String describe() {
        Hello received = hello;
        return received == null ? "did not send its hello" : received.description() + ", process " + received.process();
    }

    @Override
    public Client open(ClientSpec spec, BiConsumer<Integer, Event> events) {
        WorkerClient client = new WorkerClient(spec.number(), connection, events);
        if (clients.putIfAbsent(spec.number(), client) != null) {
            throw new IllegalStateException("client " + spec.number() + " is already open in " + jvm);
        }
        try {
            connection.ask(Frames.OPEN, out -> SpecCodec.write(out, spec), OPEN_TIMEOUT);
            return client;
        } catch (WorkerException e) {
            clients.remove(spec.number());
            throw e;
        }
    }

    @Override
    public void close() {
        closing = true;
        connection.tell(Frames.END, out -> {});
        boolean interrupted = false;
        try {
            if (!process.waitFor(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        process.destroyForcibly();
        DaemonThreads.closeQuietly(process.getOutputStream());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitHello() {
        try {
            if (!greeted.await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new WorkerException(
                        jvm + " did not send its hello within " + START_TIMEOUT.toSeconds() + " s" + lastOutput());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("interrupted while " + jvm + " was starting", e);
        }
        Hello received = hello;
        if (received == null) {
            throw new WorkerException(jvm + " ended before its hello" + lastOutput());
        }
        if (received.protocol() != Frames.PROTOCOL) {
            throw new WorkerException("expected " + jvm + " to use protocol " + Frames.PROTOCOL + ", but it uses "
                    + received.protocol() + "; put the worker jar of this version on its class path");
        }
    }

    /**
     * Reads the worker's clock between two readings of the harness clock, several times. A clock with another origin
     * fails every time.
     */
    private void proveClock() {
        for (int i = 0; i < CLOCK_EXCHANGES; i++) {
            long before = System.nanoTime();
            long there = connection.ask(Frames.CLOCK, out -> {}, CLOCK_TIMEOUT).atNanos();
            checkClock(jvm, before, there, System.nanoTime());
        }
    }

    static void checkClock(String jvm, long before, long there, long after) {
        if (there - before < 0 || after - there < 0) {
            throw new WorkerException("expected " + jvm
                    + " to have the clock of the harness (on Linux, System.nanoTime() is the same for all processes of"
                    + " a host): its reading " + there + " is not between those of the harness, " + before + " and "
                    + after
                    + "; run the clients in the JVM of the harness");
        }
    }

    private void readStandardError() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                remember(line);
                line = lines.readLine();
            }
        } catch (IOException workerEnded) {
            // The process has ended.
        }
    }

    private void remember(String line) {
        synchronized (lastLines) {
            if (lastLines.size() == LAST_LINES) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
        }
    }

    /** The last lines of the worker's standard error, at most {@value #LAST_LINES}. */
    private String lastOutput() {
        synchronized (lastLines) {
            return lastLines.isEmpty()
                    ? "; its standard error is empty"
                    : "; the last lines of its standard error:\n  " + String.join("\n  ", lastLines);
        }
    }

    /** Handles messages of the worker, on the reading thread. */
    private final class FromWorker implements WorkerConnection.Listener {

        @Override
        public void hello(int protocol, long pid, String description) {
            hello = new Hello(protocol, pid, description);
            greeted.countDown();
        }

        @Override
        public void event(int client, Event event) {
            WorkerClient to = clients.get(client);
            if (to != null) {
                to.event(event);
            }
        }

        @Override
        public void session(int client, Session session) {
            WorkerClient to = clients.get(client);
            if (to != null) {
                to.session(session);
            }
        }

        @Override
        public void silent(@Nullable IOException problem) {
            process.destroyForcibly(); // its messages are no longer read
            greeted.countDown();
            clients.values().forEach(WorkerClient::workerEnded);
            if (!closing) {
                died.accept(jvm + " (process " + process.pid() + ") has ended"
                        + (problem == null ? "" : ": " + problem.getMessage()) + lastOutput());
            }
        }
    }
}
