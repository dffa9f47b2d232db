package dev.stampede.workloads.user;

/**
 * Your read-write lock, for the scenario {@code lock}. All clients use one lock; the class knows its path.
 *
 * <p><b>What is checked.</b> While a client holds the lock for writing, no other client holds it at all; any number of
 * clients may hold it for reading. Otherwise as {@link UserLock} says. A client never acquires the lock while it holds
 * it.
 *
 * <p>Without the interface, methods are found by name: {@code acquireRead()} or {@code lockRead()}, {@code
 * releaseRead()} or {@code unlockRead()}, and the same for {@code Write}. If an acquire returns no {@code boolean}, the
 * client holds the lock when it returns.
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
