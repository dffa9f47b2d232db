package dev.stampede.workloads.client.wire;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.DaemonThreads;
import dev.stampede.workloads.client.host.ClientHost;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The harness side of the protocol: it sends requests, and one thread reads replies and messages of the worker.
 *
 * <p>Requests may come from any thread. At most {@value #MAX_PENDING} requests may be unanswered, so that a writer
 * never waits for a paused worker.
 */
final class WorkerConnection {

    /** Receives messages that are not replies, on the reading thread. */
    interface Listener {
        void hello(int protocol, long process, String description);

        void event(int client, Event event);

        void session(int client, ClientHost.Session session);

        /** Called once when no more messages come: the stream has ended, or does not follow the protocol. */
        void silent(@Nullable IOException problem);
    }

    /** The reply of the worker, with its clock at that time. */
    record Reply(long atNanos, @Nullable String text) {}

    private static final int MAX_PENDING = 256;
    private static final int MAX_PASSWORD = 1024;

    private final String jvm;
    private final OutputStream out; // guarded by itself
    private final Listener listener;
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Reply>> pending = new ConcurrentHashMap<>();
    private volatile boolean silent;

    private WorkerConnection(String jvm, OutputStream out, Listener listener) {
        this.jvm = jvm;
        this.out = out;
        this.listener = listener;
    }

    static WorkerConnection open(String jvm, InputStream in, OutputStream out, Listener listener) {
        WorkerConnection connection = new WorkerConnection(jvm, out, listener);
        DaemonThreads.start("stampede-" + jvm, () -> connection.readAll(new BufferedInputStream(in)));
        return connection;
    }

    /** Sends a request without waiting for the reply. */
    void tell(int kind, Frames.Payload payload) {
        CompletableFuture<Reply> unused = send(kind, payload);
    }

    /**
     * Sends a request and waits for its reply.
     *
     * @throws WorkerException if the request is refused, or not answered in time
     */
    Reply ask(int kind, Frames.Payload payload, Duration atMost) {
        try {
            return send(kind, payload).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new WorkerException(
                    jvm + " did not answer within " + atMost.toMillis()
                            + " ms; it is paused, or its machine is overloaded",
                    e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new WorkerException(String.valueOf(cause == null ? e : cause.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("interrupted while waiting for " + jvm, e);
        }
    }

    private CompletableFuture<Reply> send(int kind, Frames.Payload payload) {
        int request = requests.incrementAndGet();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        if (silent || pending.size() >= MAX_PENDING) {
            reply.completeExceptionally(new WorkerException(
                    silent ? jvm + " has ended" : jvm + " did not answer its last " + MAX_PENDING + " requests"));
            return reply;
        }
        pending.put(request, reply);
        try {
            byte[] frame = Frames.encode(kind, data -> {
                data.writeInt(request);
                payload.writeTo(data);
            });
            synchronized (out) {
                out.write(frame);
                out.flush();
            }
        } catch (IOException e) {
            fail(request, "cannot be reached: " + e.getMessage());
        }
        if (silent) {
            fail(request, "has ended");
        }
        return reply;
    }

    private void fail(int request, String why) {
        CompletableFuture<Reply> reply = pending.remove(request);
        if (reply != null) {
            reply.completeExceptionally(new WorkerException(jvm + " " + why));
        }
    }

    private void readAll(InputStream in) {
        IOException problem = null;
        try {
            Frames.Frame frame = Frames.read(in);
            while (frame != null) {
                receive(frame.kind(), frame.payload());
                frame = Frames.read(in);
            }
        } catch (IOException e) {
            problem = e;
        } finally {
            silent = true;
            pending.keySet().forEach(request -> fail(request, "has ended"));
            listener.silent(problem);
        }
    }

    private void receive(int kind, DataInputStream in) throws IOException {
        switch (kind) {
            case Frames.HELLO -> listener.hello(in.readInt(), in.readLong(), WireStrings.readString(in));
            case Frames.EVENT -> listener.event(in.readInt(), EventCodec.read(in));
            case Frames.SESSION -> listener.session(in.readInt(), readSession(in));
            case Frames.REPLY -> reply(in);
            case Frames.REFUSAL -> fail(in.readInt(), "refused: " + WireStrings.readNullableString(in));
            default -> throw new IOException("expected a frame of the worker's protocol, got the kind " + kind);
        }
    }

    private void reply(DataInputStream in) throws IOException {
        CompletableFuture<Reply> waiting = pending.remove(in.readInt());
        Reply reply = new Reply(in.readLong(), WireStrings.readNullableString(in));
        if (waiting != null) {
            waiting.complete(reply);
        }
    }

    private static ClientHost.Session readSession(DataInputStream in) throws IOException {
        long id = in.readLong();
        int length = in.readInt();
        if (length < 0 || length > MAX_PASSWORD) {
            throw new IOException("expected a password of at most " + MAX_PASSWORD + " bytes, got " + length);
        }
        byte[] password = new byte[length];
        in.readFully(password);
        return new ClientHost.Session(id, password, in.readInt(), WireStrings.readString(in));
    }
}
