package dev.stampede.workloads.scenario.lock;

/**
 * A lock under test, as one client uses it.
 *
 * <p>{@link #acquire} and {@link #release} are called in turn by the client's one thread. Its handles are the context's to close.
 */
public interface Lock {

    /**
     * Waits until the lock is held.
     *
     * @return the token of the hold: the czxid of its znode, 0 if it is not known
     */
    long acquire() throws Exception;

    /** Gives the lock up. */
    void release() throws Exception;

    /** Whether the lock itself can say when a hold is no longer to be relied on. */
    boolean doubted();
}
