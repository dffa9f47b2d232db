package dev.stampede.nemesis.toxiproxy;

/**
 * Drops every byte; closes the connection when nothing came for the timeout, never if that is 0. An end of stream
 * passes at once. Taking it away closes the connection: a stream must not go on behind a gap.
 */
final class TimeoutBehaviour implements Behaviour {
    private final long timeoutMillis;
    private long deadlineNanos = Monotonic.NEVER;
    private boolean started;

    TimeoutBehaviour(ToxicKind.Timeout toxic) {
        this.timeoutMillis = toxic.timeout();
    }

    @Override
    public boolean step(ChunkQueue in, ChunkQueue out, long now) {
        boolean dropped = in.drop();
        if (timeoutMillis > 0 && (dropped || !started)) {
            started = true;
            deadlineNanos = Monotonic.plusMillis(now, timeoutMillis);
        }
        if (Behaviour.passEnd(in, out)) {
            return true;
        }
        if (now < deadlineNanos) {
            return dropped;
        }
        out.end(End.OF_CONNECTION);
        return true;
    }

    @Override
    public long wakeNanos() {
        return deadlineNanos;
    }

    @Override
    public boolean closesWhenRemoved() {
        return true;
    }
}
