package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.Chunk;
import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;

/**
 * What one toxic does to one stream of one connection.
 *
 * <p>It never takes a byte from its input before it can put it into its output, so that the removal of the toxic loses
 * nothing except what the toxic drops on purpose. Confined to the event loop of the connection.
 */
interface ToxicBehaviour {

    /**
     * Moves at most one chunk, or the end.
     *
     * @param now on the clock of {@link MonotonicClock}
     * @return whether anything changed, so that the caller calls again
     */
    boolean step(ChunkQueue in, ChunkQueue out, long now);

    /** When to call {@link #step} again even if no input arrives; as of the last step. */
    default long wakeNanos() {
        return MonotonicClock.NEVER;
    }

    /** Whether the connection is closed when the toxic is removed, because bytes are missing then. */
    default boolean closesWhenRemoved() {
        return false;
    }

    /** The behaviour after the toxic was changed to the next one. */
    default ToxicBehaviour changedTo(ToxicBehaviour next) {
        return next;
    }

    /** Passes one chunk, or the end, unchanged. */
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
