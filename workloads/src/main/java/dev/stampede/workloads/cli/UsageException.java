package dev.stampede.workloads.cli;

/** Thrown when the command line is invalid. The message says what was expected. */
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message);
    }
}
