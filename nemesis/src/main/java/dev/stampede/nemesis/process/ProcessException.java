package dev.stampede.nemesis.process;

/** A process could not be started or signalled; the message says what was expected, what was seen, and what to do. */
public final class ProcessException extends RuntimeException {
    public ProcessException(String message) {
        super(message);
    }

    public ProcessException(String message, Throwable cause) {
        super(message, cause);
    }
}
