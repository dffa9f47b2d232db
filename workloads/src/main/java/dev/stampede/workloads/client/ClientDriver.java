package dev.stampede.workloads.client;

/**
 * The code of a logical client: the code under test, and the loop that drives it.
 *
 * <p>Each client has an instance of its own, created with the public constructor without parameters. The instance
 * shares no objects with other clients.
 */
public interface ClientDriver {

    /**
     * Runs until {@link ClientContext#running()} is false, then releases what it holds and returns. Called once, on a
     * thread of the client. The thread is interrupted if the method does not return within a few seconds after the
     * request to stop. An exception ends this client and is recorded with its stack trace; after the request to stop,
     * only as a note.
     */
    void drive(ClientContext context) throws Exception;
}
