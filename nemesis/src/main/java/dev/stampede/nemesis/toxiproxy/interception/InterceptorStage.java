package dev.stampede.nemesis.toxiproxy.interception;

import dev.stampede.nemesis.toxiproxy.buffer.Chunk;
import dev.stampede.nemesis.toxiproxy.buffer.ChunkQueue;
import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls an interceptor and executes its actions. Keeps the state between two calls. Confined to the event loop of the
 * connection.
 */
public final class InterceptorStage {
    private final Interceptor interceptor;
    private final Interception interception;
    private final Runnable wake;
    /** Whether all further bytes are forwarded, because the interceptor failed or was removed. */
    private boolean bypassed;

    /** The action on the next bytes; {@code NeedMore} if the interceptor must decide first. */
    private StreamAction current = new StreamAction.NeedMore();

    private boolean undecided = true;
    /** The number of bytes with which the interceptor requested more; 0 if it did not. */
    private int insufficientBytes;

    private long delayedUntilNanos = MonotonicClock.NEVER;
    /** The action on the end of the stream; null if the interceptor has not decided. */
    private @Nullable StreamAction endAction;
    /** The hold whose decision wakes this stage; null if there is none. */
    private @Nullable StreamHold awaitedHold;

    /**
     * Creates the stage; does not call the interceptor.
     *
     * @param wake schedules another call of {@link #next}; thread-safe
     */
    public InterceptorStage(Interceptor interceptor, Interception interception, Runnable wake) {
        this.interceptor = interceptor;
        this.interception = interception;
        this.wake = wake;
        interception.onClosed(wake);
    }

    /** The next action of the output stage on the first chunk of the input, or on the end if there is no chunk. */
    public sealed interface Move {
        /** Waits. */
        record Wait() implements Move {}

        /** Forwards the first bytes of the first chunk. */
        record Forward(int bytes) implements Move {}

        /** Removes the first bytes, and forwards the replacement if there is one. */
        record TakeOut(int bytes, @Nullable ByteBuffer instead) implements Move {}

        /** Ends the stream. */
        record Finish(StreamEnd end) implements Move {}

        /** Calls {@link #next} again immediately. */
        record Again() implements Move {}
    }

    public static final Move WAIT = new Move.Wait();
    private static final Move AGAIN = new Move.Again();

    public long wakeNanos() {
        return delayedUntilNanos;
    }

    public void close() {
        interception.forget(wake);
    }

    public Move next(ChunkQueue input, long now) {
        if (interception.isClosed()) {
            stop();
        }
        Chunk head = input.peek();
        if (head == null) {
            StreamEnd end = input.reachedEnd();
            return end == null && !cutsNow() ? WAIT : end(end == null ? StreamEnd.OF_STREAM : end, now);
        }
        if (undecided) {
            return askInterceptor(input, head);
        }
        return execute(head.length(), now);
    }

    private boolean cutsNow() {
        return !undecided && current instanceof StreamAction.Cut cut && cut.afterBytes() == 0;
    }

    private void stop() {
        if (!bypassed) {
            bypassed = true;
            delayedUntilNanos = MonotonicClock.NEVER;
            decide(StreamAction.passAll());
            endAction = StreamAction.passAll();
        }
    }

    private void decide(StreamAction answer) {
        current = answer;
        undecided = answer instanceof StreamAction.NeedMore;
        insufficientBytes = 0;
    }

    private Move askInterceptor(ChunkQueue input, Chunk head) {
        if (head.length() <= insufficientBytes) {
            if (input.join()) {
                return AGAIN;
            }
            if (input.hasRoom()) {
                return WAIT;
            }
            insufficientBytes = 0;
            return new Move.Forward(head.length());
        }
        StreamAction answer = passAllOnFailure(() -> interceptor.onBytes(head.view()));
        decide(answer);
        if (undecided) {
            insufficientBytes = head.length();
        }
        return AGAIN;
    }

    private StreamAction passAllOnFailure(Supplier<StreamAction> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            interception.failed(e);
            bypassed = true;
            endAction = StreamAction.passAll();
            return StreamAction.passAll();
        }
    }

    private Move execute(int available, long now) {
        if (current instanceof StreamAction.Pass pass) {
            int count = (int) Math.min(available, pass.bytes());
            decide(pass.bytes() == count ? new StreamAction.NeedMore() : rest(pass, count));
            return new Move.Forward(count);
        }
        if (current instanceof StreamAction.Drop drop) {
            int count = (int) Math.min(available, drop.bytes());
            decide(drop.bytes() == count ? new StreamAction.NeedMore() : new StreamAction.Drop(drop.bytes() - count));
            return new Move.TakeOut(count, null);
        }
        if (current instanceof StreamAction.Replace replace) {
            int count = (int) Math.min(available, replace.bytes());
            decide(
                    replace.bytes() == count
                            ? new StreamAction.NeedMore()
                            : new StreamAction.Drop(replace.bytes() - count));
            return new Move.TakeOut(count, replace.with());
        }
        if (current instanceof StreamAction.Cut cut) {
            int count = (int) Math.min(available, cut.afterBytes());
            if (count == 0) {
                return new Move.Finish(endOf(cut));
            }
            decide(new StreamAction.Cut(cut.afterBytes() - count, cut.ending()));
            return new Move.Forward(count);
        }
        return executeWait(now);
    }

    private static StreamAction rest(StreamAction.Pass pass, int count) {
        return pass.bytes() == Long.MAX_VALUE ? pass : new StreamAction.Pass(pass.bytes() - count);
    }

    private Move executeWait(long now) {
        if (current instanceof StreamAction.Delay delay) {
            if (!isDue(delay.by(), now)) {
                return WAIT;
            }
            decide(new StreamAction.Pass(delay.bytes()));
            return AGAIN;
        }
        if (current instanceof StreamAction.Withhold withhold) {
            StreamAction decision = decisionOf(withhold);
            if (decision == null) {
                return WAIT;
            }
            decide(decision);
            return AGAIN;
        }
        throw new AssertionError("an action that needs more bytes cannot be executed: " + current);
    }

    private boolean isDue(Duration by, long now) {
        if (delayedUntilNanos == MonotonicClock.NEVER) {
            delayedUntilNanos = MonotonicClock.plusMillis(now, 0) + Math.max(0, by.toNanos());
        }
        if (now < delayedUntilNanos) {
            return false;
        }
        delayedUntilNanos = MonotonicClock.NEVER;
        return true;
    }

    private @Nullable StreamAction decisionOf(StreamAction.Withhold withheld) {
        StreamHold hold = withheld.hold();
        if (hold != awaitedHold) {
            awaitedHold = hold;
            hold.whenDecided(wake);
        }
        StreamAction decision = hold.decisionFor(withheld);
        if (decision != null) {
            awaitedHold = null;
        }
        return decision;
    }

    private Move end(StreamEnd end, long now) {
        if (cutsNow() && current instanceof StreamAction.Cut cut) {
            return new Move.Finish(endOf(cut));
        }
        if (endAction == null) {
            endAction = passAllOnFailure(interceptor::onEnd);
        }
        StreamAction answer = endAction;
        if (answer instanceof StreamAction.Withhold withhold) {
            StreamAction decision = decisionOf(withhold);
            if (decision == null) {
                return WAIT;
            }
            endAction = decision;
            return AGAIN;
        }
        if (answer instanceof StreamAction.Delay delay) {
            if (!isDue(delay.by(), now)) {
                return WAIT;
            }
            endAction = StreamAction.passAll();
            return AGAIN;
        }
        if (answer instanceof StreamAction.Cut cut) {
            return new Move.Finish(endOf(cut));
        }
        return new Move.Finish(answer instanceof StreamAction.Drop ? StreamEnd.UNTOLD : end);
    }

    private static StreamEnd endOf(StreamAction.Cut cut) {
        return cut.ending() == CloseMode.RST ? StreamEnd.ABRUPTLY : StreamEnd.IN_ORDER;
    }
}
