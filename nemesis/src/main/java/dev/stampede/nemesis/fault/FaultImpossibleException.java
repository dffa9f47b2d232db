package dev.stampede.nemesis.fault;

/**
 * A fault cannot be injected in the present state of the run, which is no failure: nobody has the role that it is aimed
 * at, or the process that it is to pause is down. The plan step is skipped, with the message as the reason.
 */
public final class FaultImpossibleException extends RuntimeException {
    public FaultImpossibleException(String message) {
        super(message);
    }

    public FaultImpossibleException(String message, Throwable cause) {
        super(message, cause);
    }
}
