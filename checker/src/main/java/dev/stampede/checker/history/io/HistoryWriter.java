package dev.stampede.checker.history.io;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Appends the events of a run to its file while they happen.
 *
 * <p>Safe to share between threads: each event is one line, and lines stand in the order in which {@link #append} was
 * entered. (Who numbers operations must number and append under one lock of its own.) The caller's thread compresses and
 * writes; nothing is queued, so memory is bounded by one line and two buffers of 64 KiB, and a slow disk slows the
 * callers. Every half second a thread flushes the compressor, so that the file of a killed process lacks at most the
 * last second.
 *
 * <p>The first failure (a full disk) ends the writing: what was written stays, later events are dropped and counted,
 * {@link #append} does not throw, {@link #failure()} tells, and {@link #close()} throws it once.
 */
public final class HistoryWriter implements AutoCloseable {
    /** The name of a run's history in its folder. */
    public static final String FILE_NAME = "history.jsonl.gz";

    private static final Duration FLUSH_EVERY = Duration.ofMillis(500);
    private static final int BUFFER_BYTES = 1 << 16;

    private final String file;
    private final OutputStream raw;
    private final OutputStream out;
    private final Thread flusher;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object lock = new Object();

    /** Guarded by lock, as all below. */
    private boolean dirty;

    private boolean closed;
    private long events;
    private long dropped;
    private @Nullable IOException failure;

    private HistoryWriter(String file, OutputStream raw, OutputStream out, Duration flushEvery) {
        this.file = file;
        this.raw = raw;
        this.out = out;
        this.flusher = new Thread(() -> flushUntilClosed(flushEvery), "history-flusher");
        flusher.setDaemon(true);
    }

    /**
     * Creates the file and writes its first line. A name that ends in {@code .gz} is compressed.
     *
     * @throws IOException if it cannot be created, or is there already: a history is never overwritten
     */
    public static HistoryWriter create(Path file, RunHeader header) throws IOException {
        OutputStream raw = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return create(file.toString(), raw, header, FLUSH_EVERY);
    }

    /** Writes to any stream, which it closes; the file's name only decides on compression and stands in messages. */
    static HistoryWriter create(String file, OutputStream raw, RunHeader header, Duration flushEvery)
            throws IOException {
        try {
            OutputStream out = file.endsWith(".gz")
                    ? new GZIPOutputStream(raw, BUFFER_BYTES, true)
                    : new BufferedOutputStream(raw, BUFFER_BYTES);
            out.write(HistoryFormat.line(header));
            out.flush();
            HistoryWriter writer = new HistoryWriter(file, raw, out, flushEvery);
            writer.flusher.start();
            return writer;
        } catch (IOException e) {
            closeQuietly(raw, e);
            throw new IOException("the history " + file + " could not be begun: " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(OutputStream raw, IOException because) {
        try {
            raw.close();
        } catch (IOException second) {
            because.addSuppressed(second);
        }
    }

    /**
     * Appends an event. Never throws for a failure of the disk (see the class); blocks while the disk does.
     *
     * @throws IllegalStateException if this writer has been closed
     */
    public void append(Event event) {
        byte[] line = HistoryFormat.line(event);
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the history " + file + " is closed; it lacks " + event);
            }
            if (failure != null) {
                dropped++;
                return;
            }
            try {
                out.write(line);
                events++;
                dirty = true;
            } catch (IOException e) {
                dropped++;
                fail(e);
            }
        }
    }

    private void flushUntilClosed(Duration every) {
        try {
            while (!closing.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands everything that was appended to the operating system now. */
    public void flush() {
        synchronized (lock) {
            if (!dirty || closed || failure != null) {
                return;
            }
            try {
                out.flush();
                dirty = false;
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    private void fail(IOException cause) {
        failure = new IOException(
                "the history " + file + " could not be written after " + events + " events: " + cause.getMessage()
                        + "; what was written before it can be read, later events are lost: free space or choose"
                        + " another folder, and run again",
                cause);
    }

    /** Why nothing more is written, null while all is well. The run should end: what happens now is not recorded. */
    public @Nullable IOException failure() {
        synchronized (lock) {
            return failure;
        }
    }

    /** How many events could not be written since the failure. */
    public long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    /** How many events have been appended. */
    public long events() {
        synchronized (lock) {
            return events;
        }
    }

    /**
     * Ends the file properly and stops the flusher; does nothing the second time.
     *
     * @throws IOException the first failure, if there was one
     */
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            closeStream();
        }
        closing.countDown();
        awaitFlusher();
        IOException failed = failure();
        if (failed != null) {
            throw failed;
        }
    }

    /** After a failure only the file is closed: to flush again could tear what was written so far. */
    private void closeStream() {
        IOException earlier = failure;
        if (earlier != null) {
            closeQuietly(raw, earlier);
            return;
        }
        try {
            out.close();
        } catch (IOException e) {
            fail(e);
            closeQuietly(raw, e);
        }
    }

    private void awaitFlusher() {
        try {
            flusher.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
