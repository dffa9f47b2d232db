package dev.stampede.workloads.client.wire;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.DaemonThreads;
import dev.stampede.workloads.client.host.ClientHost;
import dev.stampede.workloads.client.host.InProcessHost;
import dev.stampede.workloads.client.host.LibraryVersions;
import dev.stampede.workloads.client.host.LocalClient;
import dev.stampede.workloads.client.host.StallMeter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The worker side of the protocol.
 *
 * <p>Each event is written by the thread that created it, before that thread continues. Therefore the harness can read
 * an attempt before its request is sent to ZooKeeper, and a killed worker loses at most the event that was being
 * written. The thread that reads the requests of the harness also answers them.
 */
final class WorkerServer {

    private final String jvm;
    private final OutputStream toHarness; // guarded by itself
    private final Map<Integer, LocalClient> clients = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = DaemonThreads.timer("stampede-client-timer");

    WorkerServer(String jvm, OutputStream toHarness) {
        this.jvm = jvm;
        this.toHarness = toHarness;
    }

    /** Serves until the harness ends the worker, or ends itself. */
    void serve(InputStream fromHarness) throws IOException {
        send(Frames.HELLO, out -> {
            out.writeInt(Frames.PROTOCOL);
            out.writeLong(ProcessHandle.current().pid());
            WireStrings.writeString(out, LibraryVersions.describe());
        });
        StallMeter stalls = StallMeter.start(this::stalled);
        try {
            Frames.Frame frame = Frames.read(fromHarness);
            while (frame != null && frame.kind() != Frames.END) {
                answer(frame);
                frame = Frames.read(fromHarness);
            }
            if (frame != null) {
                InProcessHost.endAll(new ArrayList<>(clients.values()));
            }
        } finally {
            stalls.close();
        }
    }

    private void answer(Frames.Frame frame) throws IOException {
        DataInputStream in = frame.payload();
        int request = in.readInt();
        try {
            String text = handle(frame.kind(), in);
            send(Frames.REPLY, out -> {
                out.writeInt(request);
                out.writeLong(System.nanoTime());
                WireStrings.writeString(out, text);
            });
        } catch (IllegalArgumentException | IllegalStateException refused) {
            send(Frames.REFUSAL, out -> {
                out.writeInt(request);
                WireStrings.writeString(out, refused.getMessage());
            });
        }
    }

    private @Nullable String handle(int kind, DataInputStream in) throws IOException {
        switch (kind) {
            case Frames.CLOCK -> {
                return null; // the reply contains the clock
            }
            case Frames.OPEN -> open(SpecCodec.read(in));
            case Frames.STOP -> client(in.readInt()).stop(Duration.ofNanos(in.readLong()));
            case Frames.FAKE_EXPIRY -> client(in.readInt()).fakeExpiry();
            case Frames.PROBE -> {
                return client(in.readInt()).probe();
            }
            default ->
                throw new IllegalArgumentException(
                        "request " + kind + " is not one of the worker's protocol " + Frames.PROTOCOL);
        }
        return null;
    }

    private void open(ClientSpec spec) {
        if (clients.containsKey(spec.number())) {
            throw new IllegalStateException("client " + spec.number() + " is already open in " + jvm);
        }
        LocalClient client = LocalClient.make(spec, event -> report(spec.number(), event), timer);
        clients.put(spec.number(), client);
        client.begin();
    }

    private LocalClient client(int number) {
        LocalClient client = clients.get(number);
        if (client == null) {
            throw new IllegalArgumentException("client " + number + " is not open in " + jvm);
        }
        return client;
    }

    private void report(int number, Event event) {
        try {
            if (event instanceof Event.SessionChanged) {
                reportSession(number);
            }
            send(Frames.EVENT, out -> {
                out.writeInt(number);
                EventCodec.write(out, event);
            });
        } catch (IOException harnessGone) {
            Runtime.getRuntime().halt(1); // the harness has ended; a client must not continue unrecorded
        }
    }

    /**
     * Reports the session of a client. The harness keeps it, because it needs the session when this JVM does not
     * answer.
     */
    private void reportSession(int number) throws IOException {
        LocalClient client = clients.get(number);
        if (client == null) {
            return; // the client is not created yet, so it has no session
        }
        ClientHost.Session session = client.session();
        send(Frames.SESSION, out -> {
            out.writeInt(number);
            out.writeLong(session.id());
            out.writeInt(session.password().length);
            out.write(session.password());
            out.writeInt(session.timeoutMillis());
            WireStrings.writeString(out, session.address());
        });
    }

    private void stalled(long fromNanos, long toNanos) {
        clients.values().stream()
                .filter(client -> !client.stopped())
                .findFirst()
                .ifPresent(client -> client.stalled(jvm, fromNanos, toNanos));
    }

    private void send(int kind, Frames.Payload payload) throws IOException {
        byte[] frame = Frames.encode(kind, payload);
        synchronized (toHarness) {
            toHarness.write(frame);
            toHarness.flush();
        }
    }
}
