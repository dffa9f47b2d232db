package dev.stampede.workloads.client;

/** What a client's library says of its session; the names are those of the history. */
enum SessionState {
    CONNECTED,
    SUSPENDED,
    RECONNECTED,
    LOST,
    /** The server said so. */
    EXPIRED,
    /** The client closed it and the server acknowledged that. */
    CLOSED;

    boolean connected() {
        return this == CONNECTED || this == RECONNECTED;
    }
}
