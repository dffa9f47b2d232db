package dev.stampede.nemesis.link;

import java.io.IOException;
import java.net.Socket;

/**
 * The layer between a TCP connection to a member's client port and ZooKeeper's protocol: none, or TLS.
 *
 * <p>Safe to use from several threads.
 */
@FunctionalInterface
public interface Transport {
    /** No layer. */
    Transport PLAIN = (connected, host) -> connected;

    /**
     * Secures a connection, and waits for the handshake no longer than the socket's {@code SO_TIMEOUT} for each
     * message.
     *
     * @param connected a connected socket; closing the returned socket closes this one, too
     * @param host the host name that the member's certificate must have
     * @return the socket to read from and write to
     * @throws IOException if the handshake fails
     */
    Socket secure(Socket connected, String host) throws IOException;
}
