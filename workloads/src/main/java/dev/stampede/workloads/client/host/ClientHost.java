package dev.stampede.workloads.client.host;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.ClientSpec;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * A JVM in which clients run: the harness' own, or a worker.
 *
 * <p>Safe to use from several threads. Whoever made it closes it.
 */
public interface ClientHost extends AutoCloseable {

    /** {@code harness}, {@code worker-1} and so on. */
    String jvm();

    /** The process of a worker; empty for the harness' own JVM. */
    OptionalLong process();

    /** What the hello of a worker said (versions, flags), for the report; one line. */
    String describe();

    /**
     * Opens a client and lets it drive itself. Its events are handed to the consumer, with its number, in the order in
     * which it made them, on a thread of the host's; the consumer must not block for long.
     */
    Client open(ClientSpec spec, BiConsumer<Integer, Event> events);

    /** Ends every client at once and frees the JVM's threads, or its process. Idempotent. */
    @Override
    void close();

    /** A client that was opened. Its methods answer within about a second, also while the client's code hangs. */
    interface Client {
        int number();

        /** Its session as it knows it now. */
        Session session();

        /** Whether its code believes now that it holds something. */
        boolean holds();

        /** Fakes an expiry on the client's side, as Curator's {@code injectSessionExpiration()} does. */
        void fakeExpiry();

        /** Threads, open descriptors and heap of its JVM, and the stack of its thread; for a report of a hang. */
        String probe();

        /** Asks it to stop; interrupts it when it has not after {@code grace}. Returns at once. */
        void stop(Duration grace);

        /** Waits until its driver has returned and its handles are closed; false if that took too long. */
        boolean awaitStopped(Duration atMost) throws InterruptedException;
    }

    /** A session as its client knows it; {@code address} is empty while it is not connected. */
    @SuppressWarnings("ArrayRecordComponent") // handed through to ZooKeeper, never compared
    record Session(long id, byte[] password, int timeoutMillis, String address) {}
}
