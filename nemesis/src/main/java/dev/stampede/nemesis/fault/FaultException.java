package dev.stampede.nemesis.fault;

/**
 * A fault could not be injected, verified or healed, which is a failure of the harness; the message says what was
 * expected and what was seen. See {@link FaultImpossibleException} for a state of the run that does not allow a fault.
 */
public final class FaultException extends RuntimeException {
    public FaultException(String message) {
        super(message);
    }

    public FaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
