package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.ZnodeState;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a client reads, watches and changes in one session.
 *
 * <p>The client's thread calls all methods except {@link #current}. All keys are watched from the first {@link #await}
 * on at the latest.
 */
public interface Configuration extends AutoCloseable {

    /**
     * The state of the key that the client uses; null if the key does not exist, as far as the client knows. For any
     * thread.
     */
    @Nullable
    ZnodeState current(String key);

    /** Creates a key with version 0. */
    void create(String key, String data) throws Exception;

    /**
     * Replaces the data if the key has this version; -1 means any version.
     *
     * @return the new version
     */
    int set(String key, String data, int version) throws Exception;

    /** Deletes the key if it has this version. */
    void delete(String key, int version) throws Exception;

    /** Reads a key from the connected member, without a watch. */
    ZnodeState read(String key) throws Exception;

    /** Waits until operations are possible, or the client must stop. Called before each operation. */
    void await() throws Exception;

    /** Ends the session. */
    @Override
    void close();
}
