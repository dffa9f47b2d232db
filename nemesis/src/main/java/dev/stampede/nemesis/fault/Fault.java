package dev.stampede.nemesis.fault;

/**
 * One fault with its target: injects itself, verifies that it is active, heals itself and verifies that.
 *
 * <p>Called by one thread at a time, in this order: {@link #inject} once; {@link #verifyActive} any number of times;
 * {@link #heal} until it succeeds, also when {@link #inject} threw half-way; {@link #verifyHealed} any number of times.
 * Each call takes a few seconds at most.
 *
 * <p>{@link #inject} throws {@link FaultImpossibleException} if the state of the run does not allow the fault: the step
 * is then skipped, and the heal is only verified if {@link FaultContext#holdings()} still hold something of this fault. Every other exception is a failure of the harness and fails the run. An exception of the other
 * methods is not final: they are called again, and only if they never succeed does the run fail.
 */
public interface Fault {
    /** Injects the fault. When it returns, everything that it does has been done. */
    void inject() throws InterruptedException;

    /** Looks whether the fault has taken effect. */
    Proof verifyActive() throws InterruptedException;

    /** Undoes what {@link #inject} did, and only that: what another fault still holds broken stays broken. */
    void heal() throws InterruptedException;

    /** Looks whether everything that the fault broke works again. */
    Proof verifyHealed() throws InterruptedException;
}
