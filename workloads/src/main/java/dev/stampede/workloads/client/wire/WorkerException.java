package dev.stampede.workloads.client.wire;

/** Thrown when a worker cannot be started, has ended, refuses a request or does not answer it. */
public final class WorkerException extends RuntimeException {

    WorkerException(String message) {
        super(message);
    }

    WorkerException(String message, Throwable cause) {
        super(message, cause);
    }
}
