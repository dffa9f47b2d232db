package dev.stampede.nemesis.toxiproxy.pipeline;

import dev.stampede.nemesis.toxiproxy.buffer.Chunk;
import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;
import dev.stampede.nemesis.toxiproxy.interception.Interception;
import dev.stampede.nemesis.toxiproxy.interception.InterceptorStage;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The last stage of a stream: the interceptor, if there is one, and the socket of the receiver.
 *
 * <p>If the receiver is dead, the bytes are dropped until the sender ends its stream. The connection stays open,
 * because bytes from the dead peer must still reach the sender. Confined to the event loop of the connection.
 */
final class OutputStage {
    private final ChunkQueue input = new ChunkQueue(ChunkQueue.DEFAULT_BYTES);
    private final StreamPipeline streamPipeline;
    private final TrafficMeter.Traffic traffic;
    private @Nullable Channel sink;
    private @Nullable InterceptorStage interceptorStage;
    private @Nullable Interception interception;
    private long sentBytes;
    private int pendingWrites;
    /** Whether bytes are dropped instead of written. */
    private boolean discarding;
    /** The end that follows the pending writes; null before the end is reached. */
    private @Nullable StreamEnd finishing;

    private boolean finished;

    OutputStage(StreamPipeline streamPipeline, TrafficMeter.Traffic traffic) {
        this.streamPipeline = streamPipeline;
        this.traffic = traffic;
    }

    ChunkQueue input() {
        return input;
    }

    void open(Channel to, @Nullable InterceptorStage stage, @Nullable Interception reporter) {
        sink = to;
        interceptorStage = stage;
        interception = reporter;
    }

    /** Drops all further bytes. */
    void discard() {
        discarding = true;
    }

    /** Ends the stream as soon as pending writes are complete; drops the waiting bytes. */
    void finishNow(StreamEnd end) {
        input.drop();
        if (finishing == null) {
            finishing = end;
        }
    }

    boolean isFinished() {
        return finished;
    }

    long wakeNanos() {
        return interceptorStage == null || finished ? MonotonicClock.NEVER : interceptorStage.wakeNanos();
    }

    /** Moves one chunk, or the end; returns false if there is nothing to move. */
    boolean step(long now) {
        Channel to = sink;
        if (finished || to == null) {
            return false;
        }
        if (finishing != null) {
            return finish(finishing);
        }
        if (!discarding && !to.isWritable()) {
            return false;
        }
        return apply(interceptorStage == null ? unfiltered() : interceptorStage.next(input, now), to);
    }

    private InterceptorStage.Move unfiltered() {
        Chunk head = input.peek();
        if (head != null) {
            return new InterceptorStage.Move.Forward(head.length());
        }
        StreamEnd end = input.reachedEnd();
        return end == null ? InterceptorStage.WAIT : new InterceptorStage.Move.Finish(end);
    }

    private boolean apply(InterceptorStage.Move move, Channel to) {
        if (move instanceof InterceptorStage.Move.Forward forward) {
            write(input.take(forward.bytes()), to);
        } else if (move instanceof InterceptorStage.Move.TakeOut out) {
            Chunk taken = input.take(out.bytes());
            if (out.instead() != null) {
                write(Chunk.copyOf(out.instead(), taken.stampNanos()), to);
            }
        } else if (move instanceof InterceptorStage.Move.Finish finish) {
            finishing = finish.end();
            return finish(finish.end());
        }
        return !(move instanceof InterceptorStage.Move.Wait);
    }

    private void write(Chunk chunk, Channel to) {
        if (discarding) {
            return;
        }
        pendingWrites++;
        // Each chunk is written separately, so that slices arrive as slices.
        var unused = to.writeAndFlush(Unpooled.wrappedBuffer(chunk.array(), chunk.offset(), chunk.length()))
                .addListener(written -> written(chunk, written.isSuccess()));
    }

    private void written(Chunk chunk, boolean successfully) {
        pendingWrites--;
        if (successfully) {
            traffic.sent(chunk.length());
            if (interception != null) {
                interception.passed(streamPipeline.connectionNumber(), sentBytes, chunk);
            }
            sentBytes += chunk.length();
        } else {
            discarding = true;
        }
        if (finishing != null || discarding) {
            streamPipeline.pump();
        }
    }

    private boolean finish(StreamEnd end) {
        if (pendingWrites > 0) {
            return false;
        }
        finished = true;
        close();
        streamPipeline.finished(end);
        return true;
    }

    /** Drops the waiting bytes. Idempotent. */
    void close() {
        finished = true;
        input.drop();
        if (interceptorStage != null) {
            interceptorStage.close();
        }
    }
}
