package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.ZnodeState;
import org.jspecify.annotations.Nullable;

/**
 * Keys that a client follows and changes, all in one session.
 *
 * <p>Every method but {@link #current} is called by the client's one thread. It follows all keys from the first {@link
 * #await} on at the latest.
 */
public interface Configuration extends AutoCloseable {

    /** What the client acts on; null if there is no such key, as far as it knows. For any thread. */
    @Nullable
    ZnodeState current(String key);

    /** Creates a key; its version is 0. */
    void create(String key, String data) throws Exception;

    /**
     * Replaces the data if the key has this version (-1: any).
     *
     * @return the version after it
     */
    int set(String key, String data, int version) throws Exception;

    /** Deletes a key if it has this version. */
    void delete(String key, int version) throws Exception;

    /** Reads a key without following it: what the client's member holds. */
    ZnodeState read(String key) throws Exception;

    /** Waits until it can do something, or the client is to stop. Called before each operation. */
    void await() throws Exception;

    /** Ends its session. */
    @Override
    void close();
}
