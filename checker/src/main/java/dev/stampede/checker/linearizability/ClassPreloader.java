package dev.stampede.checker.linearizability;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Register;
import java.time.Duration;
import java.util.List;

/**
 * Decides two small histories in a background thread while a file is read. Loading the checker's classes takes most of
 * the time in which a fresh JVM decides its first small history. Safe to share between threads.
 */
public final class ClassPreloader {
    private static final CheckBudget BUDGET = CheckBudget.of(Duration.ofSeconds(10), 1 << 20);

    private ClassPreloader() {}

    /** The JVM initialises this class at its first use only, so the thread starts once per JVM. */
    private static final class Once {
        static final Thread THREAD = start();

        private static Thread start() {
            Thread thread = new Thread(ClassPreloader::run, "linearizability-class-preloader");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
    }

    /** Starts the thread unless it was started before in this JVM; returns at once. */
    public static void begin() {
        Once.THREAD.isDaemon();
    }

    private static void run() {
        for (String seen : List.of("1", "3")) {
            LinearizabilityChecker.standard().check(new Register("0"), history(seen), BUDGET);
        }
    }

    /**
     * A history with a failed compare-and-set, which no specialist accepts, and with an indeterminate write, which an
     * order may contain.
     */
    private static List<ObservedCall<Register.Input, Register.Output>> history(String seen) {
        return List.of(
                ObservedCall.possible(0, 0, "", new Register.Write("1"), 0),
                ObservedCall.certain(1, 1, "", new Register.Write("2"), Register.Done.WRITTEN, 1, 3),
                ObservedCall.certain(2, 2, "", new Register.CompareAndSet("0", "4"), Register.Done.MISMATCHED, 2, 4),
                ObservedCall.certain(3, 1, "", new Register.Read(), new Register.Value(seen), 5, 6));
    }
}
