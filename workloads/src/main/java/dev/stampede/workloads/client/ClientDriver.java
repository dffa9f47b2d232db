package dev.stampede.workloads.client;

/**
 * What a logical client does: its code under test, and the loop that drives it.
 *
 * <p>Made anew for each client through its public constructor without parameters. Shares no object with other clients.
 */
public interface ClientDriver {

    /**
     * Works until {@link ClientContext#running()} is false, then gives up what it holds and returns. Called once, on a
     * thread of the client's own, which is interrupted when it does not return within a few seconds after it was asked
     * to stop. What it throws is recorded as a note and ends this client.
     */
    void drive(ClientContext context) throws Exception;
}
