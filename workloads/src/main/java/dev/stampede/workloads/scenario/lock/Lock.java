package dev.stampede.workloads.scenario.lock;

import org.jspecify.annotations.Nullable;

/**
 * A lock under test, as one client uses it.
 *
 * <p>{@link #acquire} and {@link #release} are called in turn by the client's one thread, and nested where the form is
 * reentrant. Its handles are the context's to close.
 */
public interface Lock {

    /** What it locks, as the history names it. */
    String key();

    /** How it locks it: {@code read} excludes only those that do not, null excludes everybody. */
    default @Nullable String mode() {
        return null;
    }

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

    /** How many events its watches have had since it was last asked; -1 if it does not know. */
    default int watchEvents() {
        return -1;
    }
}
