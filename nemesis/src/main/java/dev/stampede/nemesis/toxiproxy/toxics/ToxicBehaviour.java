package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.Chunk;
import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;

/**
 * What one toxic does to one stream of one connection.
 *
 * <p>It never takes a byte from its input before it can place it in its output, so that taking the toxic away loses
 * nothing but what the toxic meant to drop. Confined to the event loop of the connection.
 */
interface ToxicBehaviour {

    /**
     * Moves at most one thing on.
     *
     * @param now on the clock of {@link MonotonicClock}
     * @return whether anything changed, so that it is worth asking again
     */
    boolean step(ChunkQueue in, ChunkQueue out, long now);

    /** When to ask again even if nothing comes in; as of the last step. */
    default long wakeNanos() {
        return MonotonicClock.NEVER;
    }

    /** Whether the connection is closed when the toxic is taken away, because bytes are missing by then. */
    default boolean closesWhenRemoved() {
        return false;
    }

    /** What goes on when the toxic was changed to this one. */
    default ToxicBehaviour changedTo(ToxicBehaviour next) {
        return next;
    }

    /** Passes one chunk, or the end, as it is. */
    static boolean pass(ChunkQueue in, ChunkQueue out) {
        Chunk head = in.peek();
        if (head == null) {
            return passEnd(in, out);
        }
        if (!out.hasRoom()) {
            return false;
        }
        out.add(in.take(head.length()));
        return true;
    }

    /** Passes the end, if it is reached. */
    static boolean passEnd(ChunkQueue in, ChunkQueue out) {
        StreamEnd end = in.reachedEnd();
        if (end == null || out.isEnded()) {
            return false;
        }
        out.end(end);
        return true;
    }
}
