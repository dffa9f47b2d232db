package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * A lock under test, used by one client.
 *
 * <p>The client's thread calls {@link #acquire} and {@link #release} alternately, or nested if the lock is reentrant.
 * The client context closes the ZooKeeper handles.
 */
public interface Lock {

    /** The key of the lock in the history. */
    String key();

    /** The mode of the lock: {@code read} excludes only writers; null excludes all other clients. */
    default @Nullable String mode() {
        return null;
    }

    /**
     * Waits until the lock is held.
     *
     * @return the token of the hold: the czxid of its znode; 0 if it is not known
     */
    long acquire() throws Exception;

    /** Releases the lock. */
    void release() throws Exception;

    /** Whether the client has doubted the current hold: it can no longer rely on the lock. */
    boolean doubted();

    /** Completes an operation of this lock, which threw this exception. */
    default void threw(Recorder.Op operation, Exception thrown) {
        operation.threw(thrown);
    }

    /** Called once, when the client ends. */
    default void close() throws InterruptedException {}

    /** The number of watch events since the last call; -1 if it is not known. */
    default int watchEvents() {
        return -1;
    }
}
