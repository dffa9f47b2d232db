package dev.stampede.nemesis.toxiproxy.interception;

/** How a connection is cut. */
public enum CloseMode {
    /** In order: both peers read an end of stream. */
    FIN,
    /** Abruptly: both peers are reset. */
    RST
}
