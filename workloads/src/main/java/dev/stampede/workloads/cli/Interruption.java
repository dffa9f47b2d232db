package dev.stampede.workloads.cli;

import java.time.Duration;

/**
 * Ends a command in an orderly way when the process receives SIGINT (Ctrl-C) or SIGTERM: interrupts the thread of the
 * command, and waits for a limited time until the command has healed all faults and closed its files.
 */
final class Interruption extends Thread {
    private static final long POLL_MILLIS = 20;
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    private final Thread command;
    private volatile boolean ended;

    private Interruption(Thread command) {
        super("stampede-interruption");
        this.command = command;
    }

    /** Installs the shutdown hook for the command that runs on this thread. */
    static Interruption install(Thread command) {
        Interruption interruption = new Interruption(command);
        Runtime.getRuntime().addShutdownHook(interruption);
        return interruption;
    }

    /** Called when the command has ended by itself, so that the hook has nothing to do. */
    void ended() {
        ended = true;
    }

    @Override
    public void run() {
        if (ended) {
            return;
        }
        command.interrupt();
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        try {
            while (!ended && System.nanoTime() - deadline < 0) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
