package dev.stampede.nemesis.fault;

import java.util.OptionalLong;

/**
 * What faults need from a client. Implemented by workloads; called from the threads of the nemesis.
 *
 * <p>Every method answers within about a second, also while the client's own code hangs.
 */
public interface ClientTarget {
    /** Its number, as in the history and in its links. */
    int number();

    /** Its present session. */
    Session session();

    /** Whether its own code believes now that it holds the lock, or leads, or whatever the scenario is about. */
    boolean holds();

    /**
     * Makes the client believe that its session has expired, as Curator's {@code injectSessionExpiration()} does: the
     * server keeps the session.
     */
    void fakeExpiry();

    /** The process that it runs in, if that is not the harness. */
    OptionalLong workerProcess();

    /**
     * Starts its worker again after it was killed, with all of its clients.
     *
     * @throws UnsupportedOperationException if it runs in the harness
     */
    void reopenWorker();

    /**
     * A session as its client knows it.
     *
     * @param id 0 if there is none
     * @param password as ZooKeeper gave it
     * @param timeoutMillis the negotiated timeout, in milliseconds
     * @param member the member that the client is connected to, 0 if none or unknown
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through to ZooKeeper, never compared
    record Session(long id, byte[] password, int timeoutMillis, int member, boolean connected) {}
}
