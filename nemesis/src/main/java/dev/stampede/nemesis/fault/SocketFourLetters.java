package dev.stampede.nemesis.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Over a socket of its own each time. */
final class SocketFourLetters implements FourLetters {
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int MOST_BYTES = 1 << 20;

    @Override
    public String ask(String address, String word) {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(word.getBytes(US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(MOST_BYTES), US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
