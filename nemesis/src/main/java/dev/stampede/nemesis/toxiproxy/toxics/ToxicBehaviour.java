package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.Chunk;
import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;

/**
 * The effect of one toxic on one stream of one connection.
 *
 * <p>A behaviour takes a byte from its input only if its output has room. Therefore the removal of the toxic loses only
 * bytes that the toxic drops on purpose. Confined to the event loop of the connection.
 */
interface ToxicBehaviour {

    /**
     * Moves one chunk, or the end, if possible.
     *
     * @param now the present time on {@link MonotonicClock}
     * @return whether anything changed; then the caller calls again
     */
    boolean step(ChunkQueue in, ChunkQueue out, long now);

    /** The time, as of the last step, at which {@link #step} must be called again even if no input arrives. */
    default long wakeNanos() {
        return MonotonicClock.NEVER;
    }

    /** Whether the removal of the toxic closes the connection, because bytes are missing. */
    default boolean closesWhenRemoved() {
        return false;
    }

    /** The behaviour after a change of the toxic's attributes. */
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

    /** Passes the end if no byte is before it. */
    static boolean passEnd(ChunkQueue in, ChunkQueue out) {
        StreamEnd end = in.reachedEnd();
        if (end == null || out.isEnded()) {
            return false;
        }
        out.end(end);
        return true;
    }
}
