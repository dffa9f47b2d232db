package dev.stampede.nemesis.fault;

/**
 * Thrown when a fault cannot be injected, verified or healed, which is a failure of the harness. The message says what
 * was expected and what was observed. If the state of the run does not allow a fault, {@link FaultImpossibleException}
 * is thrown instead.
 */
public final class FaultException extends RuntimeException {
    public FaultException(String message) {
        super(message);
    }

    public FaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
