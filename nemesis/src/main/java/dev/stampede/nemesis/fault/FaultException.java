package dev.stampede.nemesis.fault;

/** A fault could not be aimed, injected or healed; the message says what was expected and what was seen. */
public final class FaultException extends RuntimeException {
    public FaultException(String message) {
        super(message);
    }

    public FaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
