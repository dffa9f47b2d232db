package dev.stampede.workloads.client;

import java.io.IOException;

/** A store that keeps the highest token of each key, and refuses writes with a lower token. Shared by all clients. */
public interface FencedStore {

    /**
     * Writes a key.
     *
     * @param operation the acquire that granted the key to the writer
     * @param token the token of that hold; 0 for a write without a token, which the store accepts and records
     * @return whether the store accepted it
     * @throws IOException if the store did not answer: it is unknown whether the write was accepted
     */
    boolean write(String key, Recorder.Op operation, long token) throws IOException;
}
