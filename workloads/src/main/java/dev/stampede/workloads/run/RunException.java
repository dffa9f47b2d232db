package dev.stampede.workloads.run;

/** Thrown when the harness failed before there was a history to judge. The message says what failed and what to do. */
public final class RunException extends RuntimeException {
    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
