package dev.stampede.nemesis.toxiproxy.buffer;

/** Why there is nothing more behind the last byte of a stream. */
public enum StreamEnd {
    /** The peer ended its stream, or was reset; the other stream of the connection goes on. */
    OF_STREAM,
    /** The connection is to be closed: a toxic says so, or it is closed already. */
    OF_CONNECTION,
    /** As {@link #OF_CONNECTION}, but in order on both sides, whatever is still being sent. */
    IN_ORDER,
    /** As {@link #OF_CONNECTION}, with a reset of both peers. */
    ABRUPTLY,
    /** The peer is not told; the connection is closed when the other stream has ended, too. */
    UNTOLD
}
