package dev.stampede.nemesis.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sends one of ZooKeeper's four-letter words ({@code srvr}, {@code ruok}) on a new connection. */
public final class FourLetterWord {
    private static final int MAX_ANSWER = 4 << 20;

    private FourLetterWord() {}

    /**
     * Sends the word and returns the whole answer, truncated to 4 MiB.
     *
     * @param address {@code host:port} with a numeric host address
     * @param atMost the time limit for the connection and the answer together
     * @throws SocketTimeoutException if the limit is exceeded
     * @throws IOException if the connection fails
     */
    public static String ask(String address, String word, Duration atMost) throws IOException {
        return ask(Transport.PLAIN, address, word, atMost);
    }

    /**
     * Like {@link #ask(String, String, Duration)}, through a transport.
     *
     * @param address {@code host:port}
     * @param atMost the time limit for the connection and the answer together; a handshake may take longer, because the
     *     limit applies to each of its messages
     */
    public static String ask(Transport transport, String address, String word, Duration atMost) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        try (Socket connected = new Socket()) {
            connected.connect(socketAddress(address), millisUntil(deadline));
            connected.setSoTimeout(millisUntil(deadline));
            Socket socket = transport.secure(connected, host(address));
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return answer(socket, deadline);
        }
    }

    private static String answer(Socket socket, long deadline) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4096];
        while (answer.size() < MAX_ANSWER) {
            socket.setSoTimeout(millisUntil(deadline));
            int read = in.read(buffer);
            if (read < 0) {
                break;
            }
            answer.write(buffer, 0, read);
        }
        return answer.toString(StandardCharsets.US_ASCII);
    }

    /** The host in {@code host:port}; an IPv6 address without its brackets. */
    static String host(String address) {
        String host = address.substring(0, address.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    static InetSocketAddress socketAddress(String address) {
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    static int millisUntil(long deadline) throws SocketTimeoutException {
        long nanos = deadline - System.nanoTime();
        if (nanos <= 0) {
            throw new SocketTimeoutException("no complete answer in time");
        }
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
