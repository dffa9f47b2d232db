package dev.stampede.nemesis.toxiproxy.buffer;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The queue between two stages of a stream: chunks in order, optionally followed by the end of the stream.
 *
 * <p>The producer checks {@link #hasRoom} before it adds a chunk. Therefore the queue holds less than its bound plus
 * one chunk. Only {@link #takeOver} may exceed the bound, by the content of the removed stage's queue. Confined to the
 * event loop of the connection.
 */
public final class ChunkQueue {
    /** The bound of an ordinary queue, in bytes: the queue accepts another chunk while it holds less. */
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

    /** Adds the end of the stream. Only the first call has an effect. */
    public void end(StreamEnd kind) {
        if (end == null) {
            end = kind;
        }
    }

    public boolean isEnded() {
        return end != null;
    }

    /** The end of the stream if no chunk is before it; else null. */
    @Nullable
    public StreamEnd reachedEnd() {
        return chunks.isEmpty() ? end : null;
    }

    /** The end of the stream, even if chunks are before it; null if it has not been added. */
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

    /** Joins the first two chunks; false if there are fewer. */
    public boolean join() {
        if (chunks.size() < 2) {
            return false;
        }
        Chunk first = chunks.remove();
        chunks.addFirst(first.followedBy(chunks.remove()));
        return true;
    }

    /** Drops all bytes but keeps the end; returns whether there were bytes. */
    public boolean drop() {
        boolean some = !chunks.isEmpty();
        chunks.clear();
        bytes = 0;
        return some;
    }

    /** Appends the content of the other queue, including its end. */
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
