package dev.stampede.workloads.frames;

import dev.stampede.nemesis.tap.TapListener;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.TappedLink;
import dev.stampede.workloads.client.DaemonThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records the frames of a tap in a file, and passes them to a {@link ReplyMatcher}.
 *
 * <p>The threads that forward frames only put them into a queue of {@value #QUEUED} frames, from which one thread
 * writes them. A frame that does not fit, because the disk is slow, is missing in the file and counted; the matcher
 * still gets it. Safe to use from several threads.
 */
public final class FrameRecorder implements TapListener, AutoCloseable {
    /** The maximum number of frames that wait to be written: about 10 MB. */
    static final int QUEUED = 1 << 16;

    private static final Duration WRITE_EVERY = Duration.ofMillis(50);
    private static final int FLUSH_AFTER_WRITES = 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final long beganNanos;
    private final UnaryOperator<String> paths;
    private final ReplyMatcher matcher;
    private final FrameWriter writer;
    private final ArrayBlockingQueue<FrameRecord> queue;
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong undecoded = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch written = new CountDownLatch(1);
    private volatile @Nullable IOException failure;

    private FrameRecorder(
            FrameWriter writer, long beganNanos, UnaryOperator<String> paths, ReplyMatcher matcher, int capacity) {
        this.writer = writer;
        this.beganNanos = beganNanos;
        this.paths = paths;
        this.matcher = matcher;
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    /**
     * Starts to record.
     *
     * @param file is created
     * @param beganNanos the {@link System#nanoTime()} at which the run began
     * @param paths removes secrets from a path
     * @throws IOException if the file cannot be created
     */
    public static FrameRecorder start(Path file, long beganNanos, UnaryOperator<String> paths, ReplyMatcher matcher)
            throws IOException {
        return start(FrameWriter.create(file), beganNanos, paths, matcher, QUEUED);
    }

    static FrameRecorder start(
            FrameWriter writer, long beganNanos, UnaryOperator<String> paths, ReplyMatcher matcher, int capacity) {
        FrameRecorder recorder = new FrameRecorder(writer, beganNanos, paths, matcher, capacity);
        DaemonThreads.start("stampede-frames", recorder::writeUntilClosed);
        return recorder;
    }

    @Override
    public void forwarded(TappedFrame frame) {
        matcher.forwarded(frame);
        frames.incrementAndGet();
        if (!queue.offer(FrameRecord.of(frame, beganNanos))) {
            dropped.incrementAndGet();
        }
    }

    @Override
    public void notDecoded(TappedLink link, long connection) {
        if (matcher.notDecoded(link, connection)) {
            undecoded.incrementAndGet();
        }
    }

    /** The number of frames that the tap has seen. */
    public long frames() {
        return frames.get();
    }

    /** The number of frames that are missing in the file; after a {@link #failure} a lower bound. */
    public long dropped() {
        return dropped.get();
    }

    /** The number of connections that began with the client protocol and could not be decoded to their end. */
    public long undecodedConnections() {
        return undecoded.get();
    }

    /** Why frames are missing at the end of the file; null if none are. */
    public @Nullable IOException failure() {
        return failure;
    }

    private void writeUntilClosed() {
        try {
            for (int writes = 1; !closing.await(WRITE_EVERY.toMillis(), TimeUnit.MILLISECONDS); writes++) {
                writeQueued();
                if (writes % FLUSH_AFTER_WRITES == 0) {
                    unlessFailed(writer::flush);
                }
            }
            writeQueued();
            unlessFailed(writer::close);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            written.countDown();
        }
    }

    private void writeQueued() {
        List<FrameRecord> batch = new ArrayList<>();
        queue.drainTo(batch);
        for (FrameRecord frame : batch) {
            String path = frame.path();
            unlessFailed(() -> writer.write(path == null ? frame : frame.withPath(paths.apply(path))));
            if (failure != null) {
                dropped.incrementAndGet();
            }
        }
    }

    /** An action on the file. */
    private interface FileAction {
        void run() throws IOException;
    }

    /** The first failure ends the file. */
    private void unlessFailed(FileAction action) {
        if (failure != null) {
            return;
        }
        try {
            action.run();
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Writes the queued frames and closes the file; an interrupt ends the wait for that. Idempotent. */
    @Override
    public void close() {
        closing.countDown();
        boolean complete = false;
        try {
            complete = written.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!complete && failure == null) {
            failure = new IOException("the frames could not be written within " + CLOSE_TIMEOUT.toSeconds() + " s");
        }
    }
}
