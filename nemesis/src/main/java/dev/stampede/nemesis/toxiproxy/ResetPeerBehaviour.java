package dev.stampede.nemesis.toxiproxy;

/**
 * Swallows the first thing that comes, bytes or end, and closes the connection after the timeout: with a reset if the
 * connection was made while the toxic was there, with an end of stream if it existed before.
 */
final class ResetPeerBehaviour implements Behaviour {
    private final long timeoutMillis;
    private boolean triggered;
    private long dueNanos = Monotonic.NEVER;

    ResetPeerBehaviour(ToxicKind.ResetPeer toxic) {
        this.timeoutMillis = toxic.timeout();
    }

    @Override
    public boolean step(ChunkQueue in, ChunkQueue out, long now) {
        if (!triggered && (in.peek() != null || in.isEnded())) {
            triggered = true;
            dueNanos = Monotonic.plusMillis(now, timeoutMillis);
        }
        if (now < dueNanos) {
            return false;
        }
        in.drop();
        out.end(End.OF_CONNECTION);
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
