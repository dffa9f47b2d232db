package dev.stampede.nemesis.fault;

/** Signals to processes of this host. Each call takes a few seconds at most and throws {@link FaultException} if it fails. */
public interface ProcessControl {
    /** Kills a process (SIGKILL) and waits until it is gone. Idempotent. */
    void kill(long process) throws InterruptedException;

    /** Stops a process (SIGSTOP); it may take a moment until all of its threads have stopped. */
    void pause(long process) throws InterruptedException;

    /** Continues a process (SIGCONT). Without effect if it is gone. */
    void resume(long process) throws InterruptedException;

    /** Whether the process exists, stopped or not. */
    boolean alive(long process);

    /** Whether every thread of the process is stopped, according to the operating system. */
    boolean paused(long process);
}
