package dev.stampede.workloads.user;

/**
 * Your lock, for the scenario {@code lock}. All clients use one lock; the class knows its path.
 *
 * <p><b>What is checked.</b> At most one client holds the lock at a time, from the return of {@link #acquire} to the
 * call of {@link #release} or to a doubt ({@link UserObject} explains doubts). A class that reports doubts must report
 * one before another client is granted the lock. A class that cannot report doubts is judged only while the holder is
 * connected in a session that has not ended, because then no doubt is due.
 *
 * <p><b>Token.</b> The czxid of the ephemeral znode that the acquire created fences the writes of the holder. It is
 * known only for a class that takes a {@code CuratorFramework}.
 *
 * <p>Without the interface, methods are found by name: {@code acquire()} or {@code lock()}, and {@code release()} or
 * {@code unlock()}. If the acquire returns no {@code boolean}, the client holds the lock when it returns.
 */
public interface UserLock extends UserObject {

    /**
     * Acquires the lock. May block until the lock is free, or for a time of its own.
     *
     * @return whether the client holds the lock now; after false the client calls the method again
     * @throws Exception if it is unknown whether the client holds the lock; the client then does not use the lock, and
     *     tries again
     */
    boolean acquire() throws Exception;

    /**
     * Releases the lock. Called once after each acquire that returned true, also after a doubt. Must not block longer
     * than its requests.
     */
    void release() throws Exception;
}
