package dev.stampede.nemesis.toxiproxy;

/** How a connection is cut. */
public enum Ending {
    /** In order: both peers read an end of stream. */
    FIN,
    /** Abruptly: both peers are reset. */
    RST
}
