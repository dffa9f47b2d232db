package dev.stampede.nemesis.fault;

import java.util.List;

/** Ends the session of a client at the server. Called by the thread of a fault; bounded by a few seconds a member. */
interface SessionCloser {

    /**
     * Ends it, by way of the first of these addresses that answers.
     *
     * @return what was done, for people
     * @throws FaultException if none answered
     */
    String end(ClientTarget.Session session, List<String> addresses) throws InterruptedException;

    /** Asks a server whether it has ended. */
    Proof ended(ClientTarget.Session session, List<String> addresses) throws InterruptedException;
}
