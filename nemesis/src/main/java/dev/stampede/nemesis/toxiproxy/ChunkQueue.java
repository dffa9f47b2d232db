package dev.stampede.nemesis.toxiproxy;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What waits between two stages of a stream: chunks in order, and behind them perhaps the end.
 *
 * <p>Who adds asks {@link #hasRoom} first, so it holds less than its bound plus one chunk. Only a stage that is taken
 * out ({@link #takeOver}) may add more, once, what it held itself. Confined to the event loop of the connection.
 */
final class ChunkQueue {
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private final int maxBytes;
    private long bytes;
    private @Nullable End end;

    ChunkQueue(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    boolean hasRoom() {
        return end == null && bytes < maxBytes;
    }

    void add(Chunk chunk) {
        chunks.add(chunk);
        bytes += chunk.length();
    }

    /** Nothing comes after what is here now. The first end counts. */
    void end(End kind) {
        if (end == null) {
            end = kind;
        }
    }

    boolean isEnded() {
        return end != null;
    }

    /** The end, if nothing is before it. */
    @Nullable
    End reachedEnd() {
        return chunks.isEmpty() ? end : null;
    }

    /** The end, however much is before it. */
    @Nullable
    End end() {
        return end;
    }

    @Nullable
    Chunk peek() {
        return chunks.peek();
    }

    /** Takes the first {@code count} bytes of the first chunk. */
    Chunk take(int count) {
        Chunk head = chunks.remove();
        bytes -= count;
        if (count == head.length()) {
            return head;
        }
        chunks.addFirst(head.after(count));
        return head.first(count);
    }

    /** Makes one chunk of the first two; false if there are not two. */
    boolean join() {
        if (chunks.size() < 2) {
            return false;
        }
        Chunk first = chunks.remove();
        chunks.addFirst(first.followedBy(chunks.remove()));
        return true;
    }

    /** Drops the bytes, not the end; says whether there were any. */
    boolean drop() {
        boolean some = !chunks.isEmpty();
        chunks.clear();
        bytes = 0;
        return some;
    }

    /** Appends all of the other one, its end included. */
    void takeOver(ChunkQueue other) {
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
