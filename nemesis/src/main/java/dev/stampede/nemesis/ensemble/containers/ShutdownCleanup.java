package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * A shutdown hook that removes an ensemble if it was not closed. Without Ryuk, a shutdown hook of Testcontainers
 * removes the same containers concurrently, and throws if a container no longer exists; such an exception is not
 * printed.
 */
final class ShutdownCleanup {
    private final Thread hook;

    private ShutdownCleanup(Thread hook) {
        this.hook = hook;
    }

    /** Registers the shutdown hook; {@link #forget} removes it. */
    static ShutdownCleanup remove(LeftoverRemover remover, String ensemble) {
        Thread hook = new Thread(
                () -> {
                    Thread.setDefaultUncaughtExceptionHandler(new Quieter(Thread.getDefaultUncaughtExceptionHandler()));
                    remover.remove(ensemble);
                },
                "stampede-containers-at-exit");
        Runtime.getRuntime().addShutdownHook(hook);
        return new ShutdownCleanup(hook);
    }

    /** Unregisters the hook, because the ensemble was removed. */
    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException atExit) {
            // The hook is running or has run. A second removal does no harm.
        }
    }

    /** Prints all exceptions except those for resources that do not exist or are being removed. */
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
