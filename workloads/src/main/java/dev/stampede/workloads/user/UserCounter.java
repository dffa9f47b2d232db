package dev.stampede.workloads.user;

import java.util.OptionalLong;

/**
 * Your counter, for the scenario {@code counter}. It is one counter for all clients, and starts at 0: the class knows its path.
 *
 * <p><b>What is checked.</b> Each increment that succeeded was counted once, each that reports a failure never, and one that threw an
 * exception once or never. Increments are linearizable: each returns the count after it, which no other one returns. A read may be
 * old, but a client reads only counts that the counter had, never goes back within a session (which includes its own increments),
 * and, while it is connected and no fault acts, reads the last count within a time that is derived from the settings. Doubts have no
 * effect.
 */
public interface UserCounter extends UserObject {

    /**
     * Adds one. May block for its requests, and for those that it repeats because other clients were faster.
     *
     * @return the count afterwards; empty if it certainly was not counted and never will be
     * @throws Exception if it is unknown whether it was counted, unless {@link UserObject} says otherwise
     */
    OptionalLong increment() throws Exception;

    /**
     * The count. May block for its requests.
     *
     * @throws Exception if it could not be read; this has no meaning for the check
     */
    long get() throws Exception;
}
