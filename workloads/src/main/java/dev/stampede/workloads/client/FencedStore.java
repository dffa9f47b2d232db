package dev.stampede.workloads.client;

import java.io.IOException;

/** A store that keeps the highest token seen, and refuses writes that show a lower one. Shared by all clients. */
public interface FencedStore {

    /**
     * Writes under a key.
     *
     * @param operation the acquire by which the writer believes to hold the key
     * @param token the token of that hold; 0 to show none, which the store accepts and records
     * @return whether the store accepted it
     * @throws IOException if the store did not answer: nobody knows whether it was written
     */
    boolean write(String key, Recorder.Op operation, long token) throws IOException;
}
