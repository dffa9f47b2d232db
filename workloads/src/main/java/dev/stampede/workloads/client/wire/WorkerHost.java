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
 * Runs clients in a worker: a JVM of their own, which can be stopped and killed, and may have other versions of
 * ZooKeeper and Curator.
 *
 * <p>What the worker did not say is not made up: when it dies, its operations stay open and its clients have no {@code
 * Ended}. Each client's session and beliefs are those that it last told, so that they are known while it is stopped.
 */
public final class WorkerHost implements ClientHost {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration OPEN = Duration.ofSeconds(10);
    private static final Duration CLOCK = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(8);
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
     * Starts a worker and proves that its clock is the harness' own.
     *
     * @param jvm its name in the history, {@code worker-1} and so on
     * @param launcher starts the process from its command, with pipes for its standard streams, in such a way that it
     *     does not outlive the harness
     * @param died told once, on a thread of the host's, when the worker is gone without having been closed; its open
     *     operations are indeterminate from then on
     * @throws WorkerException if it does not start, speaks another protocol or has another clock
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
        Hello said = hello;
        return said == null ? "did not say hello" : said.description() + ", process " + said.process();
    }

    @Override
    public Client open(ClientSpec spec, BiConsumer<Integer, Event> events) {
        WorkerClient client = new WorkerClient(spec.number(), connection, events);
        if (clients.putIfAbsent(spec.number(), client) != null) {
            throw new IllegalStateException("client " + spec.number() + " is open already in " + jvm);
        }
        try {
            connection.ask(Frames.OPEN, out -> SpecCodec.write(out, spec), OPEN);
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
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END.toSeconds(), TimeUnit.SECONDS);
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
            if (!greeted.await(START.toSeconds(), TimeUnit.SECONDS)) {
                throw new WorkerException(jvm + " did not say hello within " + START.toSeconds() + " s" + saidLast());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("interrupted while " + jvm + " was starting", e);
        }
        Hello said = hello;
        if (said == null) {
            throw new WorkerException(jvm + " ended before it said hello" + saidLast());
        }
        if (said.protocol() != Frames.PROTOCOL) {
            throw new WorkerException("expected " + jvm + " to speak protocol " + Frames.PROTOCOL + ", it speaks "
                    + said.protocol() + "; put this version's worker jar on its class path");
        }
    }

    /**
     * The worker's clock is read between two readings of ours, several times. Clocks that start at different moments do
     * not pass even once.
     */
    private void proveClock() {
        for (int i = 0; i < CLOCK_EXCHANGES; i++) {
            long before = System.nanoTime();
            long there = connection.ask(Frames.CLOCK, out -> {}, CLOCK).atNanos();
            checkClock(jvm, before, there, System.nanoTime());
        }
    }

    static void checkClock(String jvm, long before, long there, long after) {
        if (there - before < 0 || after - there < 0) {
            throw new WorkerException("expected " + jvm
                    + " to have the harness' clock (System.nanoTime() of one host is"
                    + " one clock on Linux): its reading " + there + " is not between ours, " + before + " and " + after
                    + "; run the clients in the harness' JVM");
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
        } catch (IOException gone) {
            // The process is gone, and with it what else it would have said.
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

    /** The last lines of its standard error, at most {@value #LAST_LINES}. */
    private String saidLast() {
        synchronized (lastLines) {
            return lastLines.isEmpty() ? "; it said nothing" : "; it said last:\n  " + String.join("\n  ", lastLines);
        }
    }

    /** What the worker says, on the thread that reads it. */
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
            process.destroyForcibly(); // nobody hears it any more
            greeted.countDown();
            clients.values().forEach(WorkerClient::gone);
            if (!closing) {
                died.accept(jvm + " (process " + process.pid() + ") is gone"
                        + (problem == null ? "" : ": " + problem.getMessage()) + saidLast());
            }
        }
    }
}
