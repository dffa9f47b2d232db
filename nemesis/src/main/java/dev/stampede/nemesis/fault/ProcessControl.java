package dev.stampede.nemesis.fault;

/** What is done to the processes of workers. Safe to use from several threads. */
interface ProcessControl {

    /** Kills it (SIGKILL), also while it is stopped, and waits until it is gone, at most a few seconds. */
    void kill(long process) throws InterruptedException;

    /** SIGSTOP. */
    void stop(long process) throws InterruptedException;

    /** SIGCONT; without effect if it is gone. */
    void go(long process) throws InterruptedException;

    boolean alive(long process);

    /** Whether it is stopped, as the operating system says. */
    boolean stopped(long process);
}
