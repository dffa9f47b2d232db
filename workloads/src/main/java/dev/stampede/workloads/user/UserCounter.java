package dev.stampede.workloads.user;

import java.util.OptionalLong;

/**
 * Your counter, for the scenario {@code counter}. All clients share one counter, which starts at 0; the class knows its
 * path.
 *
 * <p><b>What is checked.</b> An increment that succeeded was counted once, an increment that reported a failure was not
 * counted, and an increment that threw an exception was counted once or not at all. Increments are linearizable: each
 * returns the count after it, which no other increment returns. A read may return an old count, but only one that the
 * counter had. Within a session, the counts that a client reads, and those that its own increments return, never go
 * back. While it is connected and no fault acts, a client reads the last count within a time that is derived from the
 * settings. Doubts that the object reports do not change what is checked.
 */
public interface UserCounter extends UserObject {

    /**
     * Adds one. May block for its requests, and for those that it repeats because other clients were faster.
     *
     * @return the count afterwards; empty if the increment was not counted and never will be
     * @throws Exception if it is unknown whether it was counted, unless {@link UserObject} says otherwise
     */
    OptionalLong increment() throws Exception;

    /**
     * The count. May block for its requests.
     *
     * @throws Exception if the count could not be read; the check ignores such a call
     */
    long get() throws Exception;
}
