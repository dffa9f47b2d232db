package dev.stampede.workloads.run;

/** The harness itself failed, before there was anything to judge; the message says at what, and what to do. */
public final class RunException extends RuntimeException {
    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
