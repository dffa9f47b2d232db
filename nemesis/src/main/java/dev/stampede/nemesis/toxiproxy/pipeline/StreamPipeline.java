package dev.stampede.nemesis.toxiproxy.pipeline;

import dev.stampede.nemesis.toxiproxy.buffer.Chunk;
import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;
import dev.stampede.nemesis.toxiproxy.toxics.Toxic;
import dev.stampede.nemesis.toxiproxy.toxics.ToxicKind;
import dev.stampede.nemesis.toxiproxy.toxics.ToxicStage;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream of one connection: its source, its toxics in order, and its output stage.
 *
 * <p>Holds at most 64 KiB before each toxic (8 MiB before a latency), before the output stage and in the receiver's
 * socket. The source is read only while there is room, so a slow receiver slows the sender. Confined to the event loop
 * of the connection.
 */
final class StreamPipeline {
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.DAYS.toNanos(1);

    private final StreamDirection stream;
    private final ProxiedConnection connection;
    private final TrafficMeter.Traffic traffic;
    private final SplittableRandom random;
    private final OutputStage output;

    /**
     * The first stage is always a noop. It holds the bytes that arrive before the upstream is connected, so that a
     * toxic that is added before the connection also acts on these bytes.
     */
    private final List<ToxicStage> stages = new ArrayList<>();

    private @Nullable Channel source;
    private boolean started;
    private boolean sourceEnded;
    private boolean draining;
    private boolean pumping;
    private boolean pumpAgain;
    private long steppedNanos;
    private @Nullable ScheduledFuture<?> wake;
    private long wakeNanos = MonotonicClock.NEVER;

    StreamPipeline(
            StreamDirection stream,
            ProxiedConnection connection,
            TrafficMeter.Traffic traffic,
            SplittableRandom random) {
        this.stream = stream;
        this.connection = connection;
        this.traffic = traffic;
        this.random = random;
        this.output = new OutputStage(this, traffic);
        stages.add(new ToxicStage(new Toxic("", stream, "", 1, new ToxicKind.Noop()), random.split()));
    }

    StreamDirection stream() {
        return stream;
    }

    OutputStage output() {
        return output;
    }

    long connectionNumber() {
        return connection.number();
    }

    boolean isSourceEnded() {
        return sourceEnded;
    }

    boolean isDraining() {
        return draining;
    }

    /** Starts to read, at most as much as the first queue holds. Does not forward yet. */
    void readFrom(Channel from) {
        source = from;
        readMore();
    }

    void start() {
        started = true;
        pump();
    }

    void add(Toxic toxic) {
        stages.add(new ToxicStage(toxic, random.split()));
        pump();
    }

    void change(Toxic toxic) {
        stages.stream().skip(1).filter(s -> s.name().equals(toxic.name())).forEach(s -> s.change(toxic));
        pump();
    }

    void remove(Toxic toxic) {
        for (int i = 1; i < stages.size(); i++) {
            if (stages.get(i).name().equals(toxic.name())) {
                stages.get(i).removeFrom(outputQueueOf(i));
                stages.remove(i);
                break;
            }
        }
        pump();
    }

    void receive(byte[] received) {
        traffic.received(received.length);
        if (!draining && !output.isFinished()) {
            stages.get(0).input().add(Chunk.of(received, MonotonicClock.nanos()));
        }
    }

    boolean hasBytes() {
        return stages.get(0).input().peek() != null;
    }

    void sourceEnded(StreamEnd end) {
        sourceEnded = true;
        stages.get(0).input().end(end);
        pump();
        connection.closeIfOver();
    }

    /** Drops all later bytes, because the receiver has reset or closed the connection. */
    void sinkDied() {
        output.discard();
        pump();
    }

    /**
     * Drops the waiting bytes and ends the stream as soon as pending writes are complete. Later bytes are read and
     * dropped.
     */
    void abandon() {
        drain();
        output.finishNow(StreamEnd.OF_STREAM);
        pump();
    }

    void drain() {
        draining = true;
        stages.forEach(stage -> stage.input().drop());
        readMore();
    }

    void finished(StreamEnd end) {
        connection.finished(this, end);
    }

    void close() {
        started = false;
        output.close();
        stages.forEach(stage -> stage.input().drop());
        cancelWake();
    }

    /** Moves bytes through all stages until none can move. */
    void pump() {
        if (pumping) {
            pumpAgain = true;
            return;
        }
        pumping = true;
        try {
            do {
                pumpAgain = false;
                steppedNanos = MonotonicClock.nanos();
            } while (started && !output.isFinished() && (step(steppedNanos) || pumpAgain));
        } finally {
            pumping = false;
        }
        scheduleWake();
        readMore();
    }

    private boolean step(long now) {
        boolean moved = output.step(now);
        for (int i = stages.size() - 1; i >= 0; i--) {
            moved |= stages.get(i).step(outputQueueOf(i), now);
        }
        return moved;
    }

    private ChunkQueue outputQueueOf(int stage) {
        return stage + 1 < stages.size() ? stages.get(stage + 1).input() : output.input();
    }

    private void readMore() {
        Channel from = source;
        if (from != null && !sourceEnded && (draining || wantsBytes())) {
            from.read();
        }
    }

    /** Returns false after a toxic has closed the stream: as in the real server, later bytes stay in the socket. */
    private boolean wantsBytes() {
        if (output.isFinished() || !stages.get(0).input().hasRoom()) {
            return false;
        }
        for (int i = 0; i < stages.size(); i++) {
            if (outputQueueOf(i).isEnded()) {
                return false;
            }
        }
        return true;
    }

    private void scheduleWake() {
        long next = output.wakeNanos();
        for (int i = 0; i < stages.size(); i++) {
            next = Math.min(next, stages.get(i).wakeNanos(outputQueueOf(i)));
        }
        // A chunk that is already due waits for room; the stage that frees room calls pump.
        if (!started || output.isFinished() || next == MonotonicClock.NEVER || next <= steppedNanos) {
            cancelWake();
        } else if (wake == null || next != wakeNanos) {
            cancelWake();
            wakeNanos = next;
            long delay = Math.min(Math.max(0, next - MonotonicClock.nanos()), LONGEST_SLEEP_NANOS);
            wake = connection.loop().schedule(this::woken, delay, TimeUnit.NANOSECONDS);
        }
    }

    private void woken() {
        wake = null;
        pump();
    }

    private void cancelWake() {
        if (wake != null) {
            wake.cancel(false);
            wake = null;
        }
    }
}
