package dev.stampede.workloads.scenario.registers;

import dev.stampede.checker.history.data.ZnodeState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of the driver, all in one session. Used by one thread. */
public interface Registers {

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

    /** Reads a key. */
    ZnodeState get(String key) throws Exception;

    /** Reads a key after {@code sync}. */
    ZnodeState syncGet(String key) throws Exception;

    /** Reads the Stat of a key; null if the key does not exist. */
    @Nullable
    ZnodeState exists(String key) throws Exception;

    /** The number of children of a key. */
    int children(String key) throws Exception;

    /** Checks the version of the guard and sets all these keys to one text, in one transaction. */
    void multi(String guard, int version, List<String> keys, String data) throws Exception;

    /** Reads these keys in one request. */
    List<ZnodeState> snapshot(List<String> keys) throws Exception;

    /** Creates a sequential znode below a parent. Its name is the tag, a hyphen and ten digits. */
    String createSequential(String parent, String tag) throws Exception;

    /** Waits until operations are possible, or the client must stop. Called before each operation. */
    void await() throws Exception;
}
