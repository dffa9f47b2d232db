package dev.stampede.nemesis.ensemble;

/**
 * Thrown when an operation on an ensemble fails. The message says what was expected, what was observed, and what to do.
 */
public final class EnsembleException extends RuntimeException {
    public EnsembleException(String message) {
        super(message);
    }

    public EnsembleException(String message, Throwable cause) {
        super(message, cause);
    }
}
