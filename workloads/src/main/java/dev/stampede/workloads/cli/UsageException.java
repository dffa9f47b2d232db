package dev.stampede.workloads.cli;

/** The command line asks for something that cannot be; the message says what was expected. */
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message);
    }
}
