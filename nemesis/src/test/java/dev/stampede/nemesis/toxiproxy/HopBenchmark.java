package dev.stampede.nemesis.toxiproxy;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.util.Arrays;

/**
 * Measures the latency that the embedded proxy adds to a round trip of 64 bytes on loopback. Run as
 * {@code mvn -q -pl nemesis -am test-compile}, then
 * {@code java -cp <test class path> dev.stampede.nemesis.toxiproxy.HopBenchmark}; prints microseconds.
 */
public final class HopBenchmark {
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 20_000;
    private static final String MESSAGE = "x".repeat(64);

    private HopBenchmark() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        try (ToxiproxyServer server = ToxiproxyServer.start("127.0.0.1", 0);
                Peer.Acceptor echo = new Peer.Acceptor()) {
            String proxied = new ToxiproxyClient(server.host(), server.port())
                    .createProxy("hop", "127.0.0.1:0", echo.address())
                    .getListen();
            for (int run = 0; run < 3; run++) {
                print("direct ", measure(echo, echo.address()));
                print("one hop", measure(echo, proxied));
            }
        }
    }

    private static long[] measure(Peer.Acceptor echo, String address) throws IOException {
        Peer client = Peer.connect(address);
        Peer server = echo.accept();
        Thread echoing = new Thread(() -> echo(server));
        echoing.setDaemon(true);
        echoing.start();
        long[] nanos = new long[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            client.send(MESSAGE).receive(MESSAGE.length());
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begin;
            }
        }
        client.close();
        Arrays.sort(nanos);
        return nanos;
    }

    private static void echo(Peer server) {
        try {
            while (true) {
                String message = server.receive(MESSAGE.length());
                if (message.isEmpty()) {
                    return;
                }
                server.send(message);
            }
        } catch (IOException e) {
            // The measurement is over.
        }
    }

    private static void print(String what, long[] sorted) {
        System.out.printf(
                "%s  p50 %.1f  p90 %.1f  p99 %.1f us%n",
                what, sorted[ROUNDS / 2] / 1e3, sorted[ROUNDS * 9 / 10] / 1e3, sorted[ROUNDS * 99 / 100] / 1e3);
    }
}
