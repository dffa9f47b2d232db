package dev.stampede.nemesis.toxiproxy.interception;

import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * Receives the bytes of one stream of one connection before any of them is forwarded, and decides what happens to them.
 *
 * <p>It comes after the toxics, just before the receiver: it never receives what a toxic dropped, and what it forwards
 * is written at once. Each connection has its own interceptor, made by {@link Factory}, which is called on the thread
 * that forwards the connection and never by two threads at once. It must not block, because that thread serves other
 * connections, too. An exception ends it: from then on all bytes are forwarded, and {@link Interception#failure()}
 * returns the exception.
 */
public interface Interceptor {

    /**
     * Decides about the next bytes. Bytes that an action leaves undecided are passed again, at the latest with the
     * bytes that follow them. A call has all bytes that are available, at least one and fewer than 128 KiB; they may
     * begin and end anywhere in a message.
     *
     * @param bytes read-only, valid during the call
     */
    StreamAction onBytes(ByteBuffer bytes);

    /**
     * Decides about the end of the stream when no byte is before it. {@link StreamAction.Pass} forwards it, {@link
     * StreamAction.Withhold} and {@link StreamAction.Delay} forward it later, {@link StreamAction.Drop} never forwards
     * it, {@link StreamAction.Cut} closes the connection; the others count as pass.
     */
    default StreamAction onEnd() {
        return StreamAction.passAll();
    }

    /**
     * Makes the interceptor of a connection. Called on the thread that forwards the connection, before its first byte.
     */
    interface Factory {
        /**
         * Makes the interceptor of a connection that is also connected to the upstream.
         *
         * @param connection number of the connection at its proxy, from 1 in the order of acceptance
         * @param client the address that the client dialled from
         */
        Interceptor open(long connection, SocketAddress client);
    }
}
