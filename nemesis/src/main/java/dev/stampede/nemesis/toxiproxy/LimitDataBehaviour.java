package dev.stampede.nemesis.toxiproxy;

/** Passes so many bytes, then closes the connection. */
final class LimitDataBehaviour implements Behaviour {
    private final long limit;
    private long passed;

    LimitDataBehaviour(ToxicKind.LimitData toxic) {
        this.limit = toxic.bytes();
    }

    @Override
    public boolean step(ChunkQueue in, ChunkQueue out, long now) {
        Chunk head = in.peek();
        if (head == null) {
            return Behaviour.passEnd(in, out);
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
            out.end(End.OF_CONNECTION);
        }
        return true;
    }

    @Override
    public Behaviour changedTo(Behaviour next) {
        if (next instanceof LimitDataBehaviour limited) {
            limited.passed = passed;
        }
        return next;
    }
}
