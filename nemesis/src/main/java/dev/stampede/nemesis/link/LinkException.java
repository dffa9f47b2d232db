package dev.stampede.nemesis.link;

/**
 * Thrown when a link cannot be created, cut, restored or probed. The message says what was expected, what was observed,
 * and what to do.
 */
public final class LinkException extends RuntimeException {
    public LinkException(String message) {
        super(message);
    }

    public LinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
