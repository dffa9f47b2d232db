package dev.stampede.nemesis.fault.process;

/** Passes an {@link InterruptedException} through code that does not declare it. */
final class Interruptible {
    private Interruptible() {}

    /** A runnable that may throw {@link InterruptedException}. */
    @FunctionalInterface
    interface Action {
        void run() throws InterruptedException;
    }

    /** Runs the action. Wraps an {@link InterruptedException} in an unchecked exception, which {@link #run} unwraps. */
    static void call(Action action) {
        try {
            action.run();
        } catch (InterruptedException e) {
            throw new Carried(e);
        }
    }

    /** Runs the action. Throws the {@link InterruptedException} that a nested {@link #call} wrapped. */
    static void run(Runnable action) throws InterruptedException {
        try {
            action.run();
        } catch (Carried e) {
            throw e.interrupt;
        }
    }

    private static final class Carried extends RuntimeException {
        private final transient InterruptedException interrupt;

        Carried(InterruptedException interrupt) {
            super(interrupt);
            this.interrupt = interrupt;
        }
    }
}
