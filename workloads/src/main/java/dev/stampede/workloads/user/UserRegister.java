package dev.stampede.workloads.user;

import org.jspecify.annotations.Nullable;

/**
 * Your registers, for the scenario {@code registers}. The keys are short names such as {@code k0}; where the class stores them
 * is its own business.
 *
 * <p><b>What is checked.</b> The writes and compare-and-sets of each key are linearizable: each takes effect once, at one
 * moment between its call and its return. A read may be old, but a client reads only what was written, never goes back
 * within a session, and, while it is connected and no fault acts, reads the last value within a time that is derived from the
 * settings. Doubts have no effect.
 */
public interface UserRegister extends UserObject {

    /**
     * The value of a key; null if it has none. May block for its requests.
     *
     * @throws Exception if it could not be read; this has no meaning for the checks
     */
    @Nullable
    String read(String key) throws Exception;

    /**
     * Writes the value of a key, whatever it was. May block for its requests.
     *
     * @throws Exception if it is unknown whether the value was written, unless {@link UserObject} says otherwise
     */
    void write(String key, String value) throws Exception;

    /**
     * Writes the value of a key if the present value is the expected one. May block for its requests.
     *
     * @param expected the last value that the client read; null if the key must have none
     * @return whether it wrote the value; false means that the present value was another one, and that nothing was written
     * @throws Exception if it is unknown whether the value was written, unless {@link UserObject} says otherwise
     */
    boolean compareAndSet(String key, @Nullable String expected, String value) throws Exception;
}
