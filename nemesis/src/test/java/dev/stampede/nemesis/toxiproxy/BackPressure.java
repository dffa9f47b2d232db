package dev.stampede.nemesis.toxiproxy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writes until the socket accepts no more bytes. */
final class BackPressure {
    private static final long STALLED_NANOS = 500_000_000;

    private BackPressure() {}

    /**
     * Returns the number of bytes that were written before the socket accepted none for 0.5 s; at most {@code atMost}.
     */
    static long fill(Socket socket, long atMost) {
        AtomicLong sent = new AtomicLong();
        AtomicLong lastNanos = new AtomicLong(System.nanoTime());
        Thread writer = new Thread(() -> {
            byte[] chunk = new byte[4096];
            try {
                while (sent.get() < atMost && !Thread.currentThread().isInterrupted()) {
                    socket.getOutputStream().write(chunk);
                    sent.addAndGet(chunk.length);
                    lastNanos.set(System.nanoTime());
                }
            } catch (IOException e) {
                // The test is over.
            }
        });
        writer.setDaemon(true);
        writer.start();
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> sent.get() >= atMost || System.nanoTime() - lastNanos.get() > STALLED_NANOS);
        writer.interrupt();
        return sent.get();
    }

    /** Reads up to {@code count} bytes and returns the number of bytes read. */
    static long drain(Socket socket, long count) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long got = 0;
        while (got < count) {
            int read = socket.getInputStream().read(buffer, 0, (int) Math.min(buffer.length, count - got));
            if (read < 0) {
                break;
            }
            got += read;
        }
        return got;
    }
}
