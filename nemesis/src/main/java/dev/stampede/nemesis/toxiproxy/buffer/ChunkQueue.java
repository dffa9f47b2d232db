package dev.stampede.nemesis.toxiproxy.buffer;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The queue between two stages of a stream: chunks in order, and possibly the end of the stream behind them.
 *
 * <p>The producer checks {@link #hasRoom} before it adds, so the queue holds less than its bound plus one chunk. Only a
 * stage that is removed ({@link #takeOver}) may exceed the bound, once, by what it held. Confined to the event loop of
 * the connection.
 */
public final class ChunkQueue {
    /** The bound of an ordinary queue: it accepts another chunk while it holds less than this, in bytes. */
    public static final int DEFAULT_BYTES = 32 << 10;

    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private final int maxBytes;
    private long bytes;
    private @Nullable StreamEnd end;

    public ChunkQueue(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    public boolean hasRoom() {
        return end == null && bytes < maxBytes;
    }

    public void add(Chunk chunk) {
        chunks.add(chunk);
        bytes += chunk.length();
    }

    /** Marks the end behind the present chunks. The first end counts. */
    public void end(StreamEnd kind) {
        if (end == null) {
            end = kind;
        }
    }

    public boolean isEnded() {
        return end != null;
    }

    /** The end, if no chunk is before it. */
    @Nullable
    public StreamEnd reachedEnd() {
        return chunks.isEmpty() ? end : null;
    }

    /** The end, whether chunks are before it or not. */
    @Nullable
    StreamEnd end() {
        return end;
    }

    @Nullable
    public Chunk peek() {
        return chunks.peek();
    }

    /** Takes the first {@code count} bytes of the first chunk. */
    public Chunk take(int count) {
        Chunk head = chunks.remove();
        bytes -= count;
        if (count == head.length()) {
            return head;
        }
        chunks.addFirst(head.after(count));
        return head.first(count);
    }

    /** Makes one chunk of the first two; false if there are not two. */
    public boolean join() {
        if (chunks.size() < 2) {
            return false;
        }
        Chunk first = chunks.remove();
        chunks.addFirst(first.followedBy(chunks.remove()));
        return true;
    }

    /** Drops the bytes, not the end; returns whether there were any. */
    public boolean drop() {
        boolean some = !chunks.isEmpty();
        chunks.clear();
        bytes = 0;
        return some;
    }

    /** Appends all of the other one, its end included. */
    public void takeOver(ChunkQueue other) {
        if (end != null) {
            return;
        }
        other.chunks.forEach(this::add);
        if (other.end != null) {
            end(other.end);
        }
    }

    long bytes() {
        return bytes;
    }
}
