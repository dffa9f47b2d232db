package dev.stampede.nemesis.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * A probe of the election port of a member: it sends an invalid protocol version, so that the listener logs it and
 * closes the connection (QuorumCnxManager.receiveConnection). If a probe is cut off half-way, the listener accepts no
 * other connection until the probe's connection is closed. Therefore a probe must be short.
 */
final class ElectionPortProbe {
    /** Neither a server id (those are not negative) nor a valid protocol version (those are -65536 and -65535). */
    private static final long UNKNOWN_PROTOCOL = -1;

    private ElectionPortProbe() {}

    /** A connection on which nothing has been sent. */
    static Socket connect(String address, long deadline) throws IOException {
        return connect(FourLetterWord.socketAddress(address), deadline);
    }

    /** The same. */
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
