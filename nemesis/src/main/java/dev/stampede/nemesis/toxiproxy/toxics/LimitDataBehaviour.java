package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.Chunk;
import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;

/** Passes a number of bytes, then closes the connection. */
final class LimitDataBehaviour implements ToxicBehaviour {
    private final long limit;
    private long passed;

    LimitDataBehaviour(ToxicKind.LimitData toxic) {
        this.limit = toxic.bytes();
    }

    @Override
    public boolean step(ChunkQueue in, ChunkQueue out, long now) {
        Chunk head = in.peek();
        if (head == null) {
            return ToxicBehaviour.passEnd(in, out);
        }
        if (!out.hasRoom()) {
            return false;
        }
        int count = (int) Math.min(head.length(), Math.max(0, limit - passed));
        if (count > 0) {
            out.add(in.take(count));
            passed += count;
        }
        if (passed >= limit) {
            in.drop();
            out.end(StreamEnd.OF_CONNECTION);
        }
        return true;
    }

    @Override
    public ToxicBehaviour changedTo(ToxicBehaviour next) {
        if (next instanceof LimitDataBehaviour limited) {
            limited.passed = passed;
        }
        return next;
    }
}
