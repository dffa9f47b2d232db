package dev.stampede.nemesis.fault;

/**
 * One execution of a fault on its target: injects the fault, verifies that the fault is active, heals it, and verifies
 * the heal.
 *
 * <p>Called by one thread at a time, in this order: {@link #inject} once; {@link #verifyActive} any number of times;
 * {@link #heal} until it succeeds, even if {@link #inject} threw half-way; {@link #verifyHealed} any number of times;
 * {@link #verifyTookEffect} once, if the fault was never proven active. Each call takes a few seconds at most.
 *
 * <p>{@link #inject} throws {@link FaultImpossibleException} if the state of the run does not allow the fault. The step
 * is then skipped, and the heal is only verified if {@link FaultContext#holdings()} still contain an entry of this
 * fault. Every other exception is a failure of the harness and fails the run. If a call of {@link #verifyActive},
 * {@link #heal} or {@link #verifyHealed} throws, it is repeated; the run fails if the calls still throw at the end of
 * their time limit.
 */
public interface Fault {
    /** Injects the fault. All its actions are complete when it returns. */
    void inject() throws InterruptedException;

    /** Checks whether the fault has taken effect. */
    Proof verifyActive() throws InterruptedException;

    /** Undoes what {@link #inject} did, and only that. Whatever another fault still holds stays broken. */
    void heal() throws InterruptedException;

    /** Checks whether everything that the fault broke works again. */
    Proof verifyHealed() throws InterruptedException;

    /**
     * Checks after the heal whether the fault took effect. Only an effect that outlasts the fault, such as the end of a
     * session, can still be proven then.
     */
    default Proof verifyTookEffect() throws InterruptedException {
        return Proof.notYet("its effect does not outlast it");
    }
}
