package dev.stampede.nemesis.toxiproxy.interception;

import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * Receives the bytes of one stream of one connection before they are forwarded, and decides what happens to them.
 *
 * <p>An interceptor comes after the toxics, just before the receiver: it never receives bytes that a toxic dropped, and
 * the bytes that it forwards are written immediately. {@link Factory} creates an interceptor for each connection. Only
 * the thread that forwards the connection calls the interceptor. It must not block, because that thread serves other
 * connections, too. If it throws, all further bytes are forwarded, and {@link Interception#failure()} returns the
 * exception.
 */
public interface Interceptor {

    /**
     * Decides about the next bytes. The next call receives the bytes that the action does not cover; after {@link
     * StreamAction.NeedMore}, it receives all these bytes again, followed by later ones. A call receives all available
     * bytes, at least 1 byte and less than 128 KiB. They may begin and end anywhere in a message.
     *
     * @param bytes read-only, valid during the call
     */
    StreamAction onBytes(ByteBuffer bytes);

    /**
     * Decides about the end of the stream, when all bytes before it are decided. {@link StreamAction.Pass} forwards it,
     * {@link StreamAction.Withhold} and {@link StreamAction.Delay} forward it later, {@link StreamAction.Drop} never
     * forwards it, {@link StreamAction.Cut} closes the connection. All other actions forward the end.
     */
    default StreamAction onEnd() {
        return StreamAction.passAll();
    }

    /**
     * Creates the interceptor of a connection. Called on the thread that forwards the connection, before its first
     * byte.
     */
    interface Factory {
        /**
         * Creates the interceptor of a connection, after the proxy has connected to the upstream.
         *
         * @param connection the number of the connection at its proxy, from 1 in the order of acceptance
         * @param client the address of the client
         */
        Interceptor open(long connection, SocketAddress client);
    }
}
