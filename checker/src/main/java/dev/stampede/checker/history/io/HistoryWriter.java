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
 * Appends the events of a run to its file while the run continues.
 *
 * <p>Safe to share between threads. Each event is one line, and the lines are in the order of the calls of {@link
 * #append}; a caller that numbers operations must number and append under one lock. The calling thread compresses and
 * writes. Nothing is queued, so memory is bounded by one line and two buffers of 64 KiB, and a slow disk slows the
 * callers. A thread flushes the compressor every half second, so the file of a killed process lacks at most the last
 * second.
 *
 * <p>The first failure (such as a full disk) stops writing. Lines written so far stay, later events are dropped and
 * counted, and {@link #append} does not throw. {@link #failure()} returns the failure, and {@link #close()} throws it
 * once.
 */
public final class HistoryWriter implements AutoCloseable {
    /** The file name of the history in the folder of its run. */
    public static final String FILE_NAME = "history.jsonl.gz";

    private static final Duration FLUSH_EVERY = Duration.ofMillis(500);
    private static final int BUFFER_BYTES = 1 << 16;

    private final String file;
    private final OutputStream raw;
    private final OutputStream out;
    private final Thread flusher;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object lock = new Object();

    /**
     * Whether events have been written since the last flush. This and the following fields are guarded by {@link
     * #lock}.
     */
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
     * Creates the file and writes its first line. A file whose name ends in {@code .gz} is compressed.
     *
     * @throws IOException if the file cannot be created or exists already: a history is never overwritten
     */
    public static HistoryWriter create(Path file, RunHeader header) throws IOException {
        OutputStream raw = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return create(file.toString(), raw, header, FLUSH_EVERY);
    }

    /**
     * Writes to any stream and closes it at the end. The file name determines whether the data are compressed, and
     * appears in messages.
     */
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
            throw new IOException("the history " + file + " could not be created: " + e.getMessage(), e);
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
     * Appends an event. Never throws for an I/O failure (see above); blocks while the disk is slow.
     *
     * @throws IllegalStateException if this writer has been closed
     */
    public void append(Event event) {
        byte[] line = HistoryFormat.line(event);
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the history " + file + " is closed; it does not contain " + event);
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

    /** Passes all appended events to the operating system now. */
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
                        + "; earlier events can be read, later events are lost. Free space or choose"
                        + " another folder, and run again",
                cause);
    }

    /**
     * The failure that stopped writing, null if there was none. After a failure the run should end, because nothing is
     * recorded.
     */
    public @Nullable IOException failure() {
        synchronized (lock) {
            return failure;
        }
    }

    /** The number of events that were dropped after the failure. */
    public long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    /** The number of events that have been appended. */
    public long events() {
        synchronized (lock) {
            return events;
        }
    }

    /**
     * Completes the file and stops the flushing thread; the second call has no effect.
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

    /** After a failure the file is closed without a flush, which could damage the part that was written. */
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
