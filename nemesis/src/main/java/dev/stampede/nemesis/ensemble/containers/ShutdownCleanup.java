package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Removes an ensemble when this JVM ends before it was closed. Without Ryuk, Testcontainers has a hook of its own that
 * does so at the same time, and ends with an exception when it finds that somebody else was quicker; nobody is told of
 * that one.
 */
final class ShutdownCleanup {
    private final Thread hook;

    private ShutdownCleanup(Thread hook) {
        this.hook = hook;
    }

    /** From now on, until {@link #forget}. */
    static ShutdownCleanup remove(LeftoverRemover sweeper, String ensemble) {
        Thread hook = new Thread(
                () -> {
                    Thread.setDefaultUncaughtExceptionHandler(new Quieter(Thread.getDefaultUncaughtExceptionHandler()));
                    sweeper.remove(ensemble);
                },
                "stampede-containers-at-exit");
        Runtime.getRuntime().addShutdownHook(hook);
        return new ShutdownCleanup(hook);
    }

    /** It was removed. */
    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException atExit) {
            // The hook runs, or has run; it does no harm twice.
        }
    }

    /** Tells all but that something is gone, or about to be. */
    record Quieter(@Nullable UncaughtExceptionHandler others) implements UncaughtExceptionHandler {
        @Override
        public void uncaughtException(Thread thread, Throwable thrown) {
            if (thrown instanceof NotFoundException || thrown instanceof ConflictException) {
                return;
            }
            if (others != null) {
                others.uncaughtException(thread, thrown);
            } else {
                System.err.print("Exception in thread \"" + thread.getName() + "\" ");
                thrown.printStackTrace();
            }
        }
    }
}
