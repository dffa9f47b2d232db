package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.Chunk;
import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import java.util.ArrayDeque;
import java.util.SplittableRandom;

/** Divides each chunk into slices of about the average size, with a delay after each. */
final class SlicerBehaviour implements ToxicBehaviour {
    private final int averageSize;
    private final int variation;
    private final long delayNanos;
    private final SplittableRandom random;
    private final ArrayDeque<Integer> slices = new ArrayDeque<>();
    private long resumeNanos = Long.MIN_VALUE;

    SlicerBehaviour(ToxicKind.Slicer toxic, SplittableRandom random) {
        // The real server recurses infinitely for an average of 0; one byte is the nearest possible value.
        this.averageSize = clamp(toxic.averageSize(), 1);
        this.variation = clamp(toxic.sizeVariation(), 0);
        this.delayNanos = Math.max(0, Math.min(toxic.delay(), Long.MAX_VALUE / 2_000)) * 1_000;
        this.random = random;
    }

    private static int clamp(long value, int least) {
        return (int) Math.max(least, Math.min(value, Integer.MAX_VALUE / 4));
    }

    @Override
    public boolean step(ChunkQueue in, ChunkQueue out, long now) {
        if (now < resumeNanos) {
            return false;
        }
        Chunk head = in.peek();
        if (head == null) {
            return ToxicBehaviour.passEnd(in, out);
        }
        if (slices.isEmpty()) {
            slice(head.length());
        }
        if (!out.hasRoom()) {
            return false;
        }
        out.add(in.take(slices.remove()));
        resumeNanos = delayNanos == 0 ? Long.MIN_VALUE : now + delayNanos;
        return true;
    }

    /** As in the real server: halves the chunk, plus or minus the variation, until each part is small enough. */
    private void slice(int length) {
        if (length - averageSize <= variation || length < 2) {
            slices.add(length);
            return;
        }
        int middle = length / 2 + (variation > 0 ? random.nextInt(variation * 2) - variation : 0);
        int left = Math.max(1, Math.min(length - 1, middle));
        slice(left);
        slice(length - left);
    }

    @Override
    public long wakeNanos() {
        return resumeNanos == Long.MIN_VALUE ? MonotonicClock.NEVER : resumeNanos;
    }
}
