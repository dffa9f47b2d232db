package dev.stampede.nemesis.toxiproxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The last stage of a stream: the interceptor, if there is one, and the receiver's socket.
 *
 * <p>If the receiver is dead, what comes is dropped until the sender ends its stream: what the dead peer had sent still
 * has to reach the sender, so the connection stays. Confined to the event loop of the connection.
 */
final class Gate {
    private final ChunkQueue input = new ChunkQueue(Flow.QUEUE_BYTES);
    private final Flow flow;
    private final TrafficMeter.Traffic traffic;
    private @Nullable Channel sink;
    private @Nullable Filter filter;
    private @Nullable Interception interception;
    private long sentBytes;
    private int writing;
    private boolean discarding;
    private @Nullable End finishing;
    private boolean finished;

    Gate(Flow flow, TrafficMeter.Traffic traffic) {
        this.flow = flow;
        this.traffic = traffic;
    }

    ChunkQueue input() {
        return input;
    }

    void open(Channel to, @Nullable Filter with, @Nullable Interception reportingTo) {
        sink = to;
        filter = with;
        interception = reportingTo;
    }

    /** From now on nothing reaches the receiver. */
    void discard() {
        discarding = true;
    }

    /** Ends as soon as what was written is out, whatever waits. */
    void finishNow(End end) {
        input.drop();
        if (finishing == null) {
            finishing = end;
        }
    }

    boolean isFinished() {
        return finished;
    }

    long wakeNanos() {
        return filter == null || finished ? Monotonic.NEVER : filter.wakeNanos();
    }

    /** Moves at most one thing on; says whether it did. */
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
        return apply(filter == null ? unfiltered() : filter.next(input, now), to);
    }

    private Filter.Move unfiltered() {
        Chunk head = input.peek();
        if (head != null) {
            return new Filter.Move.Forward(head.length());
        }
        End end = input.reachedEnd();
        return end == null ? Filter.WAIT : new Filter.Move.Finish(end);
    }

    private boolean apply(Filter.Move move, Channel to) {
        if (move instanceof Filter.Move.Forward forward) {
            write(input.take(forward.bytes()), to);
        } else if (move instanceof Filter.Move.TakeOut out) {
            Chunk taken = input.take(out.bytes());
            if (out.instead() != null) {
                write(Chunk.copyOf(out.instead(), taken.stampNanos()), to);
            }
        } else if (move instanceof Filter.Move.Finish finish) {
            finishing = finish.end();
            return finish(finish.end());
        }
        return !(move instanceof Filter.Move.Wait);
    }

    private void write(Chunk chunk, Channel to) {
        if (discarding) {
            return;
        }
        writing++;
        // Each chunk is written by itself, so that slices arrive as slices.
        var unused = to.writeAndFlush(Unpooled.wrappedBuffer(chunk.array(), chunk.offset(), chunk.length()))
                .addListener(written -> written(chunk, written.isSuccess()));
    }

    private void written(Chunk chunk, boolean successfully) {
        writing--;
        if (successfully) {
            traffic.sent(chunk.length());
            if (interception != null) {
                interception.passed(flow.connectionNumber(), sentBytes, chunk);
            }
            sentBytes += chunk.length();
        } else {
            discarding = true;
        }
        if (finishing != null || discarding) {
            flow.pump();
        }
    }

    private boolean finish(End end) {
        if (writing > 0) {
            return false;
        }
        finished = true;
        close();
        flow.finished(end);
        return true;
    }

    /** Forgets what it holds. Idempotent. */
    void close() {
        finished = true;
        input.drop();
        if (filter != null) {
            filter.close();
        }
    }
}
