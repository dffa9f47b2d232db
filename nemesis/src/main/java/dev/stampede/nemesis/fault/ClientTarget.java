package dev.stampede.nemesis.fault;

import java.util.OptionalLong;

/**
 * What faults need of a client. Implemented by workloads; called from the threads of the nemesis.
 *
 * <p>Every method answers within about a second, also while the client's own code hangs.
 */
public interface ClientTarget {

    /** Its number, as in the history and in its links. */
    int number();

    /** Its session now. */
    Session session();

    /** Whether its own code believes now that it holds what the scenario is about. */
    boolean holds();

    /**
     * Fakes an expiry on the client's side only, as Curator's {@code injectSessionExpiration()} does: the server keeps
     * the session.
     */
    void fakeExpiry();

    /** The process that it runs in, if that is not the harness. */
    OptionalLong workerProcess();

    /**
     * Opens its worker again after it was killed, with all its clients anew.
     *
     * @throws UnsupportedOperationException if it runs in the harness
     */
    void reopenWorker();

    /**
     * A session as its client knows it.
     *
     * @param id 0 while there is none
     * @param password as ZooKeeper gave it
     * @param timeoutMillis the negotiated one
     * @param member the member that it is connected to, 0 if none or not known
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through to ZooKeeper, never compared
    record Session(long id, byte[] password, int timeoutMillis, int member, boolean connected) {}
}
