package dev.stampede.nemesis.toxiproxy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what an interceptor decided: the state between two questions. Confined to the event loop of the
 * connection.
 */
final class Filter {
    private final Interceptor interceptor;
    private final Interception interception;
    private final Runnable wake;
    private boolean ended;

    private Answer current = new Answer.More();
    private boolean asking = true;
    private int tooFew;
    private long delayedUntilNanos = Monotonic.NEVER;
    private @Nullable Answer endAnswer;
    private @Nullable Hold waitedFor;

    /**
     * A filter that has asked nothing yet.
     *
     * @param wake thread-safe; makes the stream look again
     */
    Filter(Interceptor interceptor, Interception interception, Runnable wake) {
        this.interceptor = interceptor;
        this.interception = interception;
        this.wake = wake;
        interception.onClosed(wake);
    }

    /** What to do with the first chunk of the input, or with the end if there is none. */
    sealed interface Move {
        /** Nothing, for now. */
        record Wait() implements Move {}

        /** Forwards the first bytes of the first chunk. */
        record Forward(int bytes) implements Move {}

        /** Takes the first bytes out, and forwards something else if it is given. */
        record TakeOut(int bytes, @Nullable ByteBuffer instead) implements Move {}

        /** Ends the stream so. */
        record Finish(End end) implements Move {}

        /** Looks again. */
        record Again() implements Move {}
    }

    static final Move WAIT = new Move.Wait();
    private static final Move AGAIN = new Move.Again();

    long wakeNanos() {
        return delayedUntilNanos;
    }

    void close() {
        interception.forget(wake);
    }

    Move next(ChunkQueue input, long now) {
        if (interception.isClosed()) {
            stop();
        }
        Chunk head = input.peek();
        if (head == null) {
            End end = input.reachedEnd();
            return end == null && !cutsNow() ? WAIT : end(end == null ? End.OF_STREAM : end, now);
        }
        if (asking) {
            return ask(input, head);
        }
        return carryOut(head.length(), now);
    }

    private boolean cutsNow() {
        return !asking && current instanceof Answer.Cut cut && cut.afterBytes() == 0;
    }

    private void stop() {
        if (!ended) {
            ended = true;
            delayedUntilNanos = Monotonic.NEVER;
            decide(Answer.passAll());
            endAnswer = Answer.passAll();
        }
    }

    private void decide(Answer answer) {
        current = answer;
        asking = answer instanceof Answer.More;
        tooFew = 0;
    }

    private Move ask(ChunkQueue input, Chunk head) {
        if (head.length() <= tooFew) {
            if (input.join()) {
                return AGAIN;
            }
            if (input.hasRoom()) {
                return WAIT;
            }
            tooFew = 0;
            return new Move.Forward(head.length());
        }
        Answer answer = guarded(() -> interceptor.onBytes(head.view()));
        decide(answer);
        if (asking) {
            tooFew = head.length();
        }
        return AGAIN;
    }

    private Answer guarded(Supplier<Answer> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            interception.failed(e);
            ended = true;
            endAnswer = Answer.passAll();
            return Answer.passAll();
        }
    }

    private Move carryOut(int available, long now) {
        if (current instanceof Answer.Pass pass) {
            int count = (int) Math.min(available, pass.bytes());
            decide(pass.bytes() == count ? new Answer.More() : rest(pass, count));
            return new Move.Forward(count);
        }
        if (current instanceof Answer.Drop drop) {
            int count = (int) Math.min(available, drop.bytes());
            decide(drop.bytes() == count ? new Answer.More() : new Answer.Drop(drop.bytes() - count));
            return new Move.TakeOut(count, null);
        }
        if (current instanceof Answer.Replace replace) {
            int count = (int) Math.min(available, replace.bytes());
            decide(replace.bytes() == count ? new Answer.More() : new Answer.Drop(replace.bytes() - count));
            return new Move.TakeOut(count, replace.with());
        }
        if (current instanceof Answer.Cut cut) {
            int count = (int) Math.min(available, cut.afterBytes());
            if (count == 0) {
                return new Move.Finish(endOf(cut));
            }
            decide(new Answer.Cut(cut.afterBytes() - count, cut.ending()));
            return new Move.Forward(count);
        }
        return holdBack(now);
    }

    private static Answer rest(Answer.Pass pass, int count) {
        return pass.bytes() == Long.MAX_VALUE ? pass : new Answer.Pass(pass.bytes() - count);
    }

    private Move holdBack(long now) {
        if (current instanceof Answer.Delay delay) {
            if (!isDue(delay.by(), now)) {
                return WAIT;
            }
            decide(new Answer.Pass(delay.bytes()));
            return AGAIN;
        }
        if (current instanceof Answer.Withhold withhold) {
            Answer decision = decisionOf(withhold);
            if (decision == null) {
                return WAIT;
            }
            decide(decision);
            return AGAIN;
        }
        throw new AssertionError("an answer that is asked about is not carried out: " + current);
    }

    private boolean isDue(Duration by, long now) {
        if (delayedUntilNanos == Monotonic.NEVER) {
            delayedUntilNanos = Monotonic.plusMillis(now, 0) + Math.max(0, by.toNanos());
        }
        if (now < delayedUntilNanos) {
            return false;
        }
        delayedUntilNanos = Monotonic.NEVER;
        return true;
    }

    private @Nullable Answer decisionOf(Answer.Withhold withheld) {
        Hold hold = withheld.hold();
        if (hold != waitedFor) {
            waitedFor = hold;
            hold.whenDecided(wake);
        }
        Answer decision = hold.decisionFor(withheld);
        if (decision != null) {
            waitedFor = null;
        }
        return decision;
    }

    private Move end(End end, long now) {
        if (cutsNow() && current instanceof Answer.Cut cut) {
            return new Move.Finish(endOf(cut));
        }
        if (endAnswer == null) {
            endAnswer = guarded(interceptor::onEnd);
        }
        Answer answer = endAnswer;
        if (answer instanceof Answer.Withhold withhold) {
            Answer decision = decisionOf(withhold);
            if (decision == null) {
                return WAIT;
            }
            endAnswer = decision;
            return AGAIN;
        }
        if (answer instanceof Answer.Delay delay) {
            if (!isDue(delay.by(), now)) {
                return WAIT;
            }
            endAnswer = Answer.passAll();
            return AGAIN;
        }
        if (answer instanceof Answer.Cut cut) {
            return new Move.Finish(endOf(cut));
        }
        return new Move.Finish(answer instanceof Answer.Drop ? End.UNTOLD : end);
    }

    private static End endOf(Answer.Cut cut) {
        return cut.ending() == Ending.RST ? End.ABRUPTLY : End.IN_ORDER;
    }
}
