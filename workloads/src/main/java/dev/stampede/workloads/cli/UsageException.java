package dev.stampede.workloads.cli;

/** The command line is invalid; the message says what was expected. */
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message);
    }
}
