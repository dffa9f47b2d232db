package dev.stampede.workloads.client.host;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.ClientSpec;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * A JVM in which clients run: the harness, or a worker.
 *
 * <p>Safe to use from several threads. Its owner closes it.
 */
public interface ClientHost extends AutoCloseable {

    /** {@code harness}, {@code worker-1} and so on. */
    String jvm();

    /** The process id of a worker; empty for the harness. */
    OptionalLong process();

    /** The versions and JVM flags in one line, for the report. */
    String describe();

    /**
     * Opens a client and starts its driver. A thread of the host passes its events to the consumer, in order and with
     * the number of the client. The consumer must not block for long.
     */
    Client open(ClientSpec spec, BiConsumer<Integer, Event> events);

    /** Ends all clients immediately and releases threads, or the process. Idempotent. */
    @Override
    void close();

    /** An open client. Its methods return within about 1 s, even while the client's code hangs. */
    interface Client {
        int number();

        /** The session from the client's point of view. */
        Session session();

        /** Whether the client's code believes that it holds a key, such as a lock. */
        boolean holds();

        /** Fakes a session expiry in the client, as Curator's {@code injectSessionExpiration()} does. */
        void fakeExpiry();

        /** The threads, open descriptors and heap of its JVM, and the stack of its thread, for the report of a hang. */
        String probe();

        /**
         * Requests the stop of the client, and interrupts the client if it has not stopped after {@code grace}. Returns
         * immediately.
         */
        void stop(Duration grace);

        /** Waits until its driver has returned and its handles are closed; false on timeout. */
        boolean awaitStopped(Duration atMost) throws InterruptedException;
    }

    /** A session from the client's point of view; {@code address} is empty while it is disconnected. */
    @SuppressWarnings("ArrayRecordComponent") // passed to ZooKeeper, never compared
    record Session(long id, byte[] password, int timeoutMillis, String address) {}
}
