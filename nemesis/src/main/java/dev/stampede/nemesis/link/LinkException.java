package dev.stampede.nemesis.link;

/**
 * A link could not be created, cut, restored or probed; the message says what was expected, what was seen, and what to
 * do.
 */
public final class LinkException extends RuntimeException {
    public LinkException(String message) {
        super(message);
    }

    public LinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
