package dev.stampede.nemesis.toxiproxy.interception;

/** How a connection is closed. */
public enum CloseMode {
    /** Orderly: both peers read the end of the stream. */
    FIN,
    /** Abruptly: both peers receive a reset. */
    RST
}
