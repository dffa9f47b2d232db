package dev.stampede.nemesis.toxiproxy;

/** Passes bytes at once and the end late. Taken away meanwhile, it lets the end pass. */
final class SlowCloseBehaviour implements Behaviour {
    private final long delayMillis;
    private long dueNanos = Monotonic.NEVER;

    SlowCloseBehaviour(ToxicKind.SlowClose toxic) {
        this.delayMillis = toxic.delay();
    }

    @Override
    public boolean step(ChunkQueue in, ChunkQueue out, long now) {
        if (in.reachedEnd() == null) {
            return Behaviour.pass(in, out);
        }
        if (dueNanos == Monotonic.NEVER) {
            dueNanos = Monotonic.plusMillis(now, delayMillis);
        }
        return now >= dueNanos && Behaviour.passEnd(in, out);
    }

    @Override
    public long wakeNanos() {
        return dueNanos;
    }
}
