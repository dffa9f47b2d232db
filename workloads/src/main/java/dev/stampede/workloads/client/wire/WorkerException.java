package dev.stampede.workloads.client.wire;

/** A worker could not be started, is gone, refused a request or did not answer it. */
public final class WorkerException extends RuntimeException {

    WorkerException(String message) {
        super(message);
    }

    WorkerException(String message, Throwable cause) {
        super(message, cause);
    }
}
