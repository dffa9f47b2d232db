package dev.stampede.nemesis.toxiproxy.interception;

import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * Sees the bytes of one stream of one connection before any of them is forwarded, and decides what becomes of them.
 *
 * <p>It stands behind the toxics, just before the receiver: what a toxic dropped it never sees, and what it lets pass is
 * written at once. Each connection has an interceptor of its own, made by {@link Factory}, called on the thread that
 * forwards the connection and never by two threads at once. It must not block: that thread serves other connections,
 * too. What it throws ends it: the bytes pass from then on and {@link Interception#failure()} tells.
 */
public interface Interceptor {

    /**
     * Decides about the bytes that are next. Bytes that an answer leaves undecided are asked about again, at the latest
     * with the bytes that follow them. A call gives all that is there, at least one byte and fewer than 128 KiB;
     * nothing says where in a message it begins or ends.
     *
     * @param bytes read-only, valid during the call
     */
    StreamAction onBytes(ByteBuffer bytes);

    /**
     * Decides about the end of the stream, once no byte is before it. Answers to it mean: {@link StreamAction.Pass} tell the
     * receiver, {@link StreamAction.Withhold} and {@link StreamAction.Delay} tell it later, {@link StreamAction.Drop} never tell it,
     * {@link StreamAction.Cut} close the connection so; the others count as pass.
     */
    default StreamAction onEnd() {
        return StreamAction.passAll();
    }

    /** Makes the interceptor of a connection; called on its forwarding thread before its first byte. */
    interface Factory {
        /**
         * Makes one for a connection that has just been made to the upstream, too.
         *
         * @param connection number of the connection at its proxy, from 1 in the order of their acceptance
         * @param client the address that the client dialled from
         */
        Interceptor open(long connection, SocketAddress client);
    }
}
