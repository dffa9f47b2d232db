package dev.stampede.workloads.user;

/**
 * Your read-write lock, for the scenario {@code lock}. It is one lock for all clients: the class knows its path.
 *
 * <p><b>What is checked.</b> While a client holds it for writing, no other client holds it at all; any number of clients may
 * hold it for reading. Otherwise as {@link UserLock} says. A client never has two holds at once.
 *
 * <p>By name: {@code acquireRead()} or {@code lockRead()}, {@code releaseRead()} or {@code unlockRead()}, and the same for
 * {@code Write}. An acquire that returns no {@code boolean} has acquired the lock.
 */
public interface UserReadWriteLock extends UserObject {

    /** Acquires the lock for reading; as {@link UserLock#acquire}. */
    boolean acquireRead() throws Exception;

    /** Releases a hold for reading; as {@link UserLock#release}. */
    void releaseRead() throws Exception;

    /** Acquires the lock for writing; as {@link UserLock#acquire}. */
    boolean acquireWrite() throws Exception;

    /** Releases a hold for writing; as {@link UserLock#release}. */
    void releaseWrite() throws Exception;
}
