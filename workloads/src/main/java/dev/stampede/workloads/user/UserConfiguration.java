package dev.stampede.workloads.user;

import org.jspecify.annotations.Nullable;

/**
 * Your configuration with a cache of its own, for the scenario {@code configuration}. The keys are short names such as {@code
 * k0}; where the class stores them is its own business.
 *
 * <p>Some clients only read, and from time to time replace their object by a new one. The values are unique.
 *
 * <p><b>What is checked.</b> A client reads only what was set. Within a session it never goes back to an older value. While
 * it is connected and no fault acts, it reads the last value within a time that is derived from the settings. A value is
 * older if its {@link #set} had returned before that of the other was called. Doubts have no effect.
 */
public interface UserConfiguration extends UserObject {

    /**
     * Sets the value of a key. May block for its requests. When it returns, the value has replaced the one before.
     *
     * @throws Exception if it is unknown whether the value was set, unless {@link UserObject} says otherwise
     */
    void set(String key, String value) throws Exception;

    /**
     * The value that this client uses now; null if there is none as far as it knows. May block for requests at its first call
     * for a key, and otherwise must not.
     *
     * @throws Exception if it knows no value that it may use; this has no meaning for the checks
     */
    @Nullable
    String get(String key) throws Exception;
}
