package dev.stampede.workloads.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a member one of ZooKeeper's four-letter words. */
final class FourLetterWord {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MAX_BYTES = 4 << 20;

    private FourLetterWord() {}

    /**
     * The whole answer, at most 4 MiB of it.
     *
     * @throws UncheckedIOException if there is none within about two seconds
     */
    static String ask(String address, String word) {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    TIMEOUT_MILLIS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + word + " from " + address + ": " + e.getMessage(), e);
        }
    }
}
