package dev.stampede.workloads.user;

import org.jspecify.annotations.Nullable;

/**
 * Your configuration with a cache of its own, for the scenario {@code configuration}. The keys are short names such as
 * {@code k0}; the class chooses the paths of its znodes.
 *
 * <p>Some clients only read, and from time to time replace their object by a new one. The values are unique.
 *
 * <p><b>What is checked.</b> A client reads only values that were set. Within a session it never goes back to an older
 * value. While it is connected and no fault acts, it reads the last value within a time that is derived from the
 * settings. A value is older than another one if its {@link #set} had returned before the {@link #set} of the other one
 * was called. Doubts that the object reports do not change what is checked.
 */
public interface UserConfiguration extends UserObject {

    /**
     * Sets the value of a key. May block for its requests. When it returns, the value has replaced the previous one.
     *
     * @throws Exception if it is unknown whether the value was set, unless {@link UserObject} says otherwise
     */
    void set(String key, String value) throws Exception;

    /**
     * The value that this client uses now; null if the key has none as far as the client knows. May block for requests
     * at the first call for a key, and must not block at later calls.
     *
     * @throws Exception if it knows no value that it may use; the checks ignore such a call
     */
    @Nullable
    String get(String key) throws Exception;
}
