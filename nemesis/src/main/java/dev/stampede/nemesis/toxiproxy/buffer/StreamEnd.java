package dev.stampede.nemesis.toxiproxy.buffer;

/** How a stream ends. */
public enum StreamEnd {
    /** The peer ended its stream, or reset the connection. The other stream of the connection continues. */
    OF_STREAM,
    /** The connection is closed, or a toxic closes it. */
    OF_CONNECTION,
    /** Like {@link #OF_CONNECTION}, but both peers read an end of stream, even while bytes are being sent. */
    IN_ORDER,
    /** Like {@link #OF_CONNECTION}, but both peers receive a reset. */
    ABRUPTLY,
    /** The end is not forwarded to the peer. The connection is closed when the other stream has ended, too. */
    UNTOLD
}
