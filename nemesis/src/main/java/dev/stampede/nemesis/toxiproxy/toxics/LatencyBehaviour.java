package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.Chunk;
import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Delays each chunk by the latency plus or minus the jitter. No chunk overtakes another. The end of the stream is not
 * delayed itself.
 */
final class LatencyBehaviour implements ToxicBehaviour {
    private final ToxicKind.Latency toxic;
    private final SplittableRandom random;
    private @Nullable Chunk timedChunk;
    private long dueNanos = MonotonicClock.NEVER;

    LatencyBehaviour(ToxicKind.Latency toxic, SplittableRandom random) {
        this.toxic = toxic;
        this.random = random;
    }

    @Override
    public boolean step(ChunkQueue in, ChunkQueue out, long now) {
        Chunk head = in.peek();
        if (head == null) {
            return ToxicBehaviour.passEnd(in, out);
        }
        if (head != timedChunk) {
            timedChunk = head;
            dueNanos = MonotonicClock.plusMillis(head.stampNanos(), delayMillis());
        }
        if (now < dueNanos || !out.hasRoom()) {
            return false;
        }
        out.add(in.take(head.length()).stamped(dueNanos));
        timedChunk = null;
        return true;
    }

    private long delayMillis() {
        if (toxic.jitter() <= 0) {
            return toxic.latency();
        }
        return toxic.latency() + random.nextLong(toxic.jitter() * 2) - toxic.jitter();
    }

    @Override
    public long wakeNanos() {
        return timedChunk == null ? MonotonicClock.NEVER : dueNanos;
    }
}
