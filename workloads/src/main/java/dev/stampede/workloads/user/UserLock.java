package dev.stampede.workloads.user;

/**
 * Your lock, for the scenario {@code lock}. It is one lock for all clients: the class knows its path.
 *
 * <p><b>What is checked.</b> At most one client holds the lock at a time, from the return of {@link #acquire} to the call
 * of {@link #release} or to a doubt. A class that reports doubts must report one before another client is granted the lock.
 * A class that cannot is judged while its holder is connected in a living session, so that no doubt was due.
 *
 * <p><b>Token.</b> The czxid of the ephemeral znode that the acquire created fences the writes of the holder. It is known
 * only for a class that takes a {@code CuratorFramework}.
 *
 * <p>By name: {@code acquire()} or {@code lock()}, and {@code release()} or {@code unlock()}. An acquire that returns
 * no {@code boolean} has acquired the lock.
 */
public interface UserLock extends UserObject {

    /**
     * Acquires the lock. May block until the lock is free, or for a time of its own.
     *
     * @return whether the client holds the lock now; after false it is called again
     * @throws Exception if it is unknown whether the client holds the lock; it then does not use it, and tries again
     */
    boolean acquire() throws Exception;

    /**
     * Releases the lock. Called once after each acquire that returned true, also after a doubt. Must not block longer than
     * its requests.
     */
    void release() throws Exception;
}
