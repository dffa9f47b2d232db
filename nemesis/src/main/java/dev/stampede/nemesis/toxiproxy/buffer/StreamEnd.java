package dev.stampede.nemesis.toxiproxy.buffer;

/** How a stream ends. */
public enum StreamEnd {
    /** The peer ended its stream, or was reset; the other stream of the connection continues. */
    OF_STREAM,
    /** The connection is closed, or a toxic closes it. */
    OF_CONNECTION,
    /** As {@link #OF_CONNECTION}, but orderly on both sides, whatever is still being sent. */
    IN_ORDER,
    /** As {@link #OF_CONNECTION}, with a reset of both peers. */
    ABRUPTLY,
    /** The peer does not learn of the end; the connection is closed when the other stream has ended, too. */
    UNTOLD
}
