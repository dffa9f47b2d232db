package dev.stampede.workloads.cli;

import java.time.Duration;

/**
 * Lets a command end in order when the process is told to end (Ctrl-C, SIGTERM): interrupts its thread, and waits a while
 * for it to heal what it broke and to close its files.
 */
final class Interruption extends Thread {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Thread command;
    private volatile boolean over;

    private Interruption(Thread command) {
        super("stampede-interruption");
        this.command = command;
    }

    /** From now on an end of the process ends the command in order. */
    static Interruption install(Thread command) {
        Interruption interruption = new Interruption(command);
        Runtime.getRuntime().addShutdownHook(interruption);
        return interruption;
    }

    /** The command has ended by itself. */
    void over() {
        over = true;
    }

    @Override
    public void run() {
        if (over) {
            return;
        }
        command.interrupt();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!over && System.nanoTime() - deadline < 0) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
