package dev.stampede.nemesis.link;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * Bytes of our own for the election port of a member: a protocol version that no ZooKeeper knows. The listener logs it
 * and closes the connection (QuorumCnxManager.receiveConnection). A knock that is cut off half-way keeps the listener
 * from accepting anybody else until we hang up, so it is to be short.
 */
final class ElectionPortProbe {
    /** Not a server number (those are not negative), nor a protocol version (-65536 and -65535 are). */
    private static final long UNKNOWN_PROTOCOL = -1;

    private ElectionPortProbe() {}

    /** A connection on which nothing has been sent. */
    static Socket connect(String address, long deadline) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(FourLetterWord.socketAddress(address), FourLetterWord.millisUntil(deadline));
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
