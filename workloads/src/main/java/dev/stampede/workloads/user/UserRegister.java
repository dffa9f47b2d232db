package dev.stampede.workloads.user;

import org.jspecify.annotations.Nullable;

/**
 * Your registers, for the scenario {@code registers}. The keys are short names such as {@code k0}; the class chooses
 * the paths of its znodes.
 *
 * <p><b>What is checked.</b> The writes and compare-and-sets of each key are linearizable: each takes effect once, at
 * one moment between its call and its return. A read may return an old value, but only one that was written. Within a
 * session a client never goes back to an older value. While it is connected and no fault acts, it reads the last value
 * within a time that is derived from the settings. Doubts that the object reports do not change what is checked.
 */
public interface UserRegister extends UserObject {

    /**
     * The value of a key; null if it has none. May block for its requests.
     *
     * @throws Exception if the value could not be read; the checks ignore such a call
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
     * @return whether it wrote the value; false means that the present value was another one, and that nothing was
     *     written
     * @throws Exception if it is unknown whether the value was written, unless {@link UserObject} says otherwise
     */
    boolean compareAndSet(String key, @Nullable String expected, String value) throws Exception;
}
