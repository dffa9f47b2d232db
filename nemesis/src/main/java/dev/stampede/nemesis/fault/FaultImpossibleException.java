package dev.stampede.nemesis.fault;

/**
 * Thrown when the present state of the run does not allow a fault: for example, there is no leader, or the process to
 * pause is down. This is not a failure. The plan step is skipped, with the message as the reason.
 */
public final class FaultImpossibleException extends RuntimeException {
    public FaultImpossibleException(String message) {
        super(message);
    }

    public FaultImpossibleException(String message, Throwable cause) {
        super(message, cause);
    }
}
