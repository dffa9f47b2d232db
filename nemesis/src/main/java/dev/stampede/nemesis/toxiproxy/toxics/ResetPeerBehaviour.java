package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;

/**
 * Starts its timeout when the first bytes or the end arrive. After the timeout, drops all input and closes the
 * connection: with a reset if the connection was opened while the toxic existed, else with an end of stream.
 */
final class ResetPeerBehaviour implements ToxicBehaviour {
    private final long timeoutMillis;
    private boolean triggered;
    private long dueNanos = MonotonicClock.NEVER;

    ResetPeerBehaviour(ToxicKind.ResetPeer toxic) {
        this.timeoutMillis = toxic.timeout();
    }

    @Override
    public boolean step(ChunkQueue in, ChunkQueue out, long now) {
        if (!triggered && (in.peek() != null || in.isEnded())) {
            triggered = true;
            dueNanos = MonotonicClock.plusMillis(now, timeoutMillis);
        }
        if (now < dueNanos) {
            return false;
        }
        in.drop();
        out.end(StreamEnd.OF_CONNECTION);
        return true;
    }

    @Override
    public long wakeNanos() {
        return dueNanos;
    }

    @Override
    public boolean closesWhenRemoved() {
        return triggered;
    }
}
