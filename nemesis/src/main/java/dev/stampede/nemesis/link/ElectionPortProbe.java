package dev.stampede.nemesis.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * A probe of the election port of a member. The probe sends an invalid protocol version, so that the listener logs an
 * error and closes the connection (QuorumCnxManager.receiveConnection). If a cut loses a part of the probe, the
 * listener accepts no other connection until the connection of the probe is closed. Therefore a prober closes this
 * connection soon.
 */
final class ElectionPortProbe {
    /** Neither a server id (those are not negative) nor a valid protocol version (those are -65536 and -65535). */
    private static final long UNKNOWN_PROTOCOL = -1;

    private ElectionPortProbe() {}

    /** A connection on which nothing has been sent. */
    static Socket connect(String address, long deadline) throws IOException {
        return connect(FourLetterWord.socketAddress(address), deadline);
    }

    /** See {@link #connect(String, long)}. */
    static Socket connect(InetSocketAddress address, long deadline) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, FourLetterWord.millisUntil(deadline));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static void send(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(ByteBuffer.allocate(Long.BYTES).putLong(UNKNOWN_PROTOCOL).array());
    }
}
