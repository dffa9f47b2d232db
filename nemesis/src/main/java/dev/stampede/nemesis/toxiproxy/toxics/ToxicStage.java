package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;
import java.util.SplittableRandom;

/**
 * The stage of a toxic in one stream of one connection: its input queue, and whether the toxic acts on this connection.
 */
public final class ToxicStage {
    /** A latency holds all bytes in transit: this size allows 80 MB/s at 100 ms. */
    private static final int LATENCY_BYTES = 8 << 20;

    private final String name;
    private final ChunkQueue input;
    private final SplittableRandom random;
    private ToxicBehaviour behaviour;
    private boolean acting;

    public ToxicStage(Toxic toxic, SplittableRandom random) {
        this.name = toxic.name();
        this.random = random;
        this.input =
                new ChunkQueue(toxic.kind() instanceof ToxicKind.Latency ? LATENCY_BYTES : ChunkQueue.DEFAULT_BYTES);
        this.behaviour = toxic.kind().behaviour(random);
        this.acting = random.nextFloat() < toxic.toxicity();
    }

    public String name() {
        return name;
    }

    public ChunkQueue input() {
        return input;
    }

    public boolean step(ChunkQueue out, long now) {
        if (out.isEnded()) {
            return false;
        }
        return acting ? behaviour.step(input, out, now) : ToxicBehaviour.pass(input, out);
    }

    public long wakeNanos(ChunkQueue out) {
        return acting && !out.isEnded() ? behaviour.wakeNanos() : MonotonicClock.NEVER;
    }

    public void change(Toxic toxic) {
        behaviour = behaviour.changedTo(toxic.kind().behaviour(random));
        acting = random.nextFloat() < toxic.toxicity();
    }

    /**
     * Passes the waiting bytes to the next stage. As in the real server, the removal of a timeout closes the connection
     * even if the toxic did not act on it.
     */
    public void removeFrom(ChunkQueue next) {
        if (!behaviour.closesWhenRemoved()) {
            next.takeOver(input);
            return;
        }
        if (acting) {
            input.drop();
        }
        next.takeOver(input);
        next.end(StreamEnd.OF_CONNECTION);
    }
}
