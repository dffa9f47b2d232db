package dev.stampede.nemesis.fault;

/**
 * Signals to processes of this host. Each method takes a few seconds at most, and throws {@link FaultException} if the
 * operating system refuses the signal.
 */
public interface ProcessControl {
    /** Kills a process (SIGKILL) and waits until it has ended. Idempotent. */
    void kill(long process) throws InterruptedException;

    /** Stops a process (SIGSTOP). Its threads may still run for a moment after this method has returned. */
    void pause(long process) throws InterruptedException;

    /** Continues a process (SIGCONT). Does nothing if it has ended. */
    void resume(long process) throws InterruptedException;

    /** Whether the process exists, stopped or not. */
    boolean alive(long process);

    /** Whether every thread of the process is stopped, according to the operating system. */
    boolean paused(long process);
}
