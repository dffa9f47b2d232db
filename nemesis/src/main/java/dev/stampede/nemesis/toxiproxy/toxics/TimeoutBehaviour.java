package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;

/**
 * Drops every byte. Closes the connection if no byte arrives within the timeout; never if the timeout is 0. The end of
 * the stream passes immediately. The removal of the toxic closes the connection, because a stream must not continue
 * after a gap.
 */
final class TimeoutBehaviour implements ToxicBehaviour {
    private final long timeoutMillis;
    private long deadlineNanos = MonotonicClock.NEVER;
    private boolean started;

    TimeoutBehaviour(ToxicKind.Timeout toxic) {
        this.timeoutMillis = toxic.timeout();
    }

    @Override
    public boolean step(ChunkQueue in, ChunkQueue out, long now) {
        boolean dropped = in.drop();
        if (timeoutMillis > 0 && (dropped || !started)) {
            started = true;
            deadlineNanos = MonotonicClock.plusMillis(now, timeoutMillis);
        }
        if (ToxicBehaviour.passEnd(in, out)) {
            return true;
        }
        if (now < deadlineNanos) {
            return dropped;
        }
        out.end(StreamEnd.OF_CONNECTION);
        return true;
    }

    @Override
    public long wakeNanos() {
        return deadlineNanos;
    }

    @Override
    public boolean closesWhenRemoved() {
        return true;
    }
}
