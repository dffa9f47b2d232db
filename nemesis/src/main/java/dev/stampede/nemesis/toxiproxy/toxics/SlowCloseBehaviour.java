package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;

/** Passes bytes immediately and delays the end. The removal of the toxic forwards a delayed end. */
final class SlowCloseBehaviour implements ToxicBehaviour {
    private final long delayMillis;
    private long dueNanos = MonotonicClock.NEVER;

    SlowCloseBehaviour(ToxicKind.SlowClose toxic) {
        this.delayMillis = toxic.delay();
    }

    @Override
    public boolean step(ChunkQueue in, ChunkQueue out, long now) {
        if (in.reachedEnd() == null) {
            return ToxicBehaviour.pass(in, out);
        }
        if (dueNanos == MonotonicClock.NEVER) {
            dueNanos = MonotonicClock.plusMillis(now, delayMillis);
        }
        return now >= dueNanos && ToxicBehaviour.passEnd(in, out);
    }

    @Override
    public long wakeNanos() {
        return dueNanos;
    }
}
