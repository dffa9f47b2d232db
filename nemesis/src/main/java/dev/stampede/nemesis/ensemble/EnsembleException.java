package dev.stampede.nemesis.ensemble;

/** An operation on an ensemble failed; the message says what was expected, what was seen, and what to do. */
public final class EnsembleException extends RuntimeException {
    public EnsembleException(String message) {
        super(message);
    }

    public EnsembleException(String message, Throwable cause) {
        super(message, cause);
    }
}
