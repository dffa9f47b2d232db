package dev.stampede.nemesis.fault.process;

/** Carries an interrupt through code that cannot throw it. */
final class Interruptible {
    private Interruptible() {}

    /** Something that may be interrupted. */
    @FunctionalInterface
    interface Action {
        void run() throws InterruptedException;
    }

    /** Runs it; an interrupt goes up as an unchecked exception, to be unwrapped by {@link #run}. */
    static void call(Action action) {
        try {
            action.run();
        } catch (InterruptedException e) {
            throw new Carried(e);
        }
    }

    /** Runs it; what {@link #call} wrapped beneath it comes out as it was. */
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
