package dev.stampede.workloads.user;

import java.time.Duration;

/**
 * Your double barriers, for the scenario {@code barrier}. Clients enter a barrier together and leave it together. The
 * name of a barrier is a short word such as {@code 0-17-3}; the class chooses the paths of its znodes. Each barrier is
 * used once.
 *
 * <p><b>What is checked.</b> A client enters only when enough members are in the barrier at the same time, and leaves
 * only when all others that had entered have called {@link #leave} or their sessions have ended. A client that gave up
 * is not in the barrier. While the clients are connected and no fault acts, a client enters when enough clients have
 * come, and leaves when all others have left, within a time limit; and a call returns within a time limit after its
 * timeout. The time limits follow from the settings. Doubts that the object reports do not change what is checked.
 */
public interface UserBarrier extends UserObject {

    /**
     * Enters a barrier. May block until enough members have entered, or until the timeout.
     *
     * @param members the number of clients that must enter
     * @return whether the client has entered; after false the client is not in the barrier, may try again, and does not
     *     call {@link #leave}
     * @throws Exception if it is unknown whether the client is in the barrier, unless {@link UserObject} says
     *     otherwise; the client then continues with another barrier
     */
    boolean enter(String barrier, int members, Duration timeout) throws Exception;

    /**
     * Leaves a barrier. Called once, by a client that has entered it. May block until all others have left, or until
     * the timeout.
     *
     * @return whether all others have left
     * @throws Exception if that is unknown
     */
    boolean leave(String barrier, Duration timeout) throws Exception;
}
