package dev.stampede.workloads.scenario.registers;

import dev.stampede.checker.history.data.ZnodeState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the driver asks of several znodes, all in one session. For the client's one thread. */
public interface Registers {

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

    /** Reads a key. */
    ZnodeState get(String key) throws Exception;

    /** Reads a key after {@code sync}. */
    ZnodeState syncGet(String key) throws Exception;

    /** Asks for a key without its data; null if it does not exist. */
    @Nullable
    ZnodeState exists(String key) throws Exception;

    /** How many children a key has. */
    int children(String key) throws Exception;

    /** In one transaction: checks the guard's version, and sets all these keys to one text. */
    void multi(String guard, int version, List<String> keys, String data) throws Exception;

    /** Reads these keys in one request. */
    List<ZnodeState> snapshot(List<String> keys) throws Exception;

    /** Creates a sequential znode below a parent; its name is the tag, a dash and ten digits. */
    String createSequential(String parent, String tag) throws Exception;

    /** Waits until it can do something, or the client is to stop. Called before each operation. */
    void await() throws Exception;
}
