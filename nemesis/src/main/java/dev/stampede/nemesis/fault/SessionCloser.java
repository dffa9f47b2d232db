package dev.stampede.nemesis.fault;

import java.util.List;

/**
 * Closes the session of a client at the server. Called by the thread of a fault. Takes a few seconds per member at
 * most.
 */
public interface SessionCloser {
    /**
     * Closes the session through the first of these addresses that answers.
     *
     * @return a description of what was done, for people
     * @throws FaultImpossibleException if no address answered
     */
    String close(ClientTarget.Session session, List<String> addresses) throws InterruptedException;

    /** Checks with a server whether the session has ended. */
    Proof ended(ClientTarget.Session session, List<String> addresses) throws InterruptedException;
}
