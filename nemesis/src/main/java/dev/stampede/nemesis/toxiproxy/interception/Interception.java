package dev.stampede.nemesis.toxiproxy.interception;

import dev.stampede.nemesis.toxiproxy.buffer.Chunk;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An interceptor that is installed on one stream of a proxy. Reports the forwarded bytes and the interceptor's failure;
 * its close removes the interceptor.
 *
 * <p>The interceptor receives the bytes of connections that are accepted while it is installed. Thread-safe. Keeps the
 * last {@link #KEPT_WRITES} writes, with the first {@link #KEPT_BYTES} bytes of each.
 */
public final class Interception implements AutoCloseable {
    /** The number of writes that are kept for {@link #awaitPassed}. */
    public static final int KEPT_WRITES = 1024;

    /** The number of bytes that are kept of each write. */
    public static final int KEPT_BYTES = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Interception.class);

    private final Interceptor.Factory factory;
    private final Runnable onClose;
    private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
    private final ArrayDeque<ForwardedBytes> kept = new ArrayDeque<>();
    private long writes;
    private long bytes;
    private boolean closed;
    private @Nullable RuntimeException failure;

    public Interception(Interceptor.Factory factory, Runnable onClose) {
        this.factory = factory;
        this.onClose = onClose;
    }

    /** The number of bytes that were forwarded, over all connections. */
    public synchronized long passedBytes() {
        return bytes;
    }

    /** The first exception of the interceptor; empty if there is none. */
    public synchronized Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Waits for a matching write, among the kept writes and future writes.
     *
     * @param matching called with a lock held: it must be fast and must not call this object
     * @return the first matching write; empty if there is none in time
     * @throws IllegalStateException if the interceptor failed or was removed, or if more than {@link #KEPT_WRITES}
     *     writes came between two evaluations
     */
    public synchronized Optional<ForwardedBytes> awaitPassed(Predicate<ForwardedBytes> matching, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        long examined = Math.max(0, writes - kept.size());
        while (true) {
            if (writes - examined > kept.size()) {
                throw new IllegalStateException("expected to examine every write, but " + (writes - examined)
                        + " came between two evaluations and only the last " + KEPT_WRITES + " are kept");
            }
            Optional<ForwardedBytes> match = kept.stream()
                    .skip(kept.size() - (writes - examined))
                    .filter(matching)
                    .findFirst();
            examined = writes;
            long left = deadline - System.nanoTime();
            if (match.isPresent() || left <= 0) {
                return match;
            }
            if (closed || failure != null) {
                throw new IllegalStateException(
                        "expected a write, but the interceptor " + (closed ? "was removed" : "failed"), failure);
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    /**
     * Removes the interceptor. All withheld bytes are forwarded in order, followed by the rest of the stream.
     * Idempotent.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
        }
        onClose.run();
        open.forEach(Runnable::run);
    }

    /** The interceptor of a new connection; null if the interception was removed or its factory failed. */
    @Nullable
    public Interceptor open(long connection, SocketAddress client) {
        try {
            return isClosed() ? null : factory.open(connection, client);
        } catch (RuntimeException e) {
            failed(e);
            return null;
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Runs the action when this interception is closed, unless {@link #forget} is called before. */
    void onClosed(Runnable action) {
        open.add(action);
        if (isClosed()) {
            action.run();
        }
    }

    void forget(Runnable action) {
        open.remove(action);
    }

    synchronized void failed(RuntimeException e) {
        LOG.warn("An interceptor failed; all bytes of its connection are forwarded from now on", e);
        if (failure == null) {
            failure = e;
        }
        notifyAll();
    }

    public synchronized void passed(long connection, long offset, Chunk chunk) {
        byte[] copy = new byte[Math.min(KEPT_BYTES, chunk.length())];
        chunk.view().get(copy);
        ByteBuffer head = ByteBuffer.wrap(copy).asReadOnlyBuffer();
        kept.add(new ForwardedBytes(connection, offset, chunk.length(), head, System.nanoTime()));
        if (kept.size() > KEPT_WRITES) {
            kept.remove();
        }
        writes++;
        bytes += chunk.length();
        notifyAll();
    }
}
