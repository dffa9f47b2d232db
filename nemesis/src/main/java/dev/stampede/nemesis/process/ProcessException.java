package dev.stampede.nemesis.process;

/**
 * Thrown when a process cannot be started or signalled. The message says what was expected, what was observed, and what
 * to do.
 */
public final class ProcessException extends RuntimeException {
    public ProcessException(String message) {
        super(message);
    }

    public ProcessException(String message, Throwable cause) {
        super(message, cause);
    }
}
