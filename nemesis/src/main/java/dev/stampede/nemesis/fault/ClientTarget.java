package dev.stampede.nemesis.fault;

import java.util.OptionalLong;

/**
 * A client as faults see it. The module workloads implements it; the threads of the nemesis call it.
 *
 * <p>Every method returns within about 1 s, even while the client's own code hangs.
 */
public interface ClientTarget {
    /** The number of the client in the history and in its links. */
    int number();

    /** The present session of the client. */
    Session session();

    /** Whether the client currently considers itself the lock holder or the leader. */
    boolean holds();

    /**
     * Makes the client believe that its session has expired, as Curator's {@code injectSessionExpiration()} does. The
     * server keeps the session.
     */
    void fakeExpiry();

    /** The process id of the client's worker JVM; empty if the client runs in the harness. */
    OptionalLong workerProcess();

    /**
     * Restarts the client's killed worker JVM, with all clients of that worker.
     *
     * @throws UnsupportedOperationException if the client runs in the harness
     */
    void reopenWorker();

    /**
     * A session from the client's point of view.
     *
     * @param id 0 if there is none
     * @param password the password that ZooKeeper assigned
     * @param timeoutMillis the negotiated timeout, in milliseconds
     * @param member the member that the client is connected to; 0 if none or unknown
     */
    @SuppressWarnings("ArrayRecordComponent") // only passed on to ZooKeeper, never compared
    record Session(long id, byte[] password, int timeoutMillis, int member, boolean connected) {}
}
