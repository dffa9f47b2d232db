package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.Chunk;
import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import org.jspecify.annotations.Nullable;

/**
 * Limits the rate, in slices of at most 100 ms; a rate of 0 stops the stream. A slice passes at the end of its
 * transmission time, so an idle stream accumulates no credit. The FIN is forwarded when all bytes before it have been
 * forwarded.
 */
final class BandwidthBehaviour implements ToxicBehaviour {
    private static final long SLICE_MILLIS = 100;

    private final long rate;
    private @Nullable Chunk timedChunk;
    private int sliceBytes;
    private long dueNanos = MonotonicClock.NEVER;

    /** The time until which the previous bytes occupy the line. */
    private long busyUntilNanos;

    BandwidthBehaviour(ToxicKind.Bandwidth toxic) {
        this.rate = toxic.rate();
    }

    @Override
    public boolean step(ChunkQueue in, ChunkQueue out, long now) {
        Chunk head = in.peek();
        if (head == null) {
            return ToxicBehaviour.passEnd(in, out);
        }
        if (rate <= 0) {
            return false;
        }
        if (head != timedChunk) {
            schedule(head, now);
        }
        if (now < dueNanos || !out.hasRoom()) {
            return false;
        }
        out.add(in.take(sliceBytes));
        busyUntilNanos = dueNanos;
        timedChunk = null;
        return true;
    }

    private void schedule(Chunk head, long now) {
        timedChunk = head;
        sliceBytes = (int) Math.min(head.length(), Math.min(rate, Integer.MAX_VALUE) * SLICE_MILLIS);
        // The next slice compensates for a timer that fired late, but by no more than one slice.
        long start = now - busyUntilNanos < SLICE_MILLIS * 1_000_000 ? busyUntilNanos : now;
        if (head.stampNanos() > busyUntilNanos) {
            start = now;
        }
        dueNanos = start + Math.round(sliceBytes * 1e6 / rate);
    }

    @Override
    public long wakeNanos() {
        return timedChunk == null ? MonotonicClock.NEVER : dueNanos;
    }
}
