package dev.stampede.nemesis.fault;

/**
 * One thing that can be broken on purpose, at whom it is aimed already.
 *
 * <p>Called by one thread at a time, in this order: {@link #inject} once; {@link #bite} any number of times; {@link
 * #heal} until it succeeds, also when the injection failed half-way; {@link #cure} any number of times. Each call is
 * bounded by a few seconds. Each throws {@link FaultException} or an exception of the ensemble or its links when it
 * cannot be done.
 */
public interface Fault {

    /** Does it. When it returns, all of it has been done. */
    void inject() throws InterruptedException;

    /** Looks whether it has acted. */
    Proof bite() throws InterruptedException;

    /** Undoes what {@link #inject} did, and only that: what another fault still wants broken stays broken. */
    void heal() throws InterruptedException;

    /** Looks whether it is healed. */
    Proof cure() throws InterruptedException;
}
