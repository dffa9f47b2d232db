package dev.stampede.nemesis.toxiproxy.interception;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is withheld, in the hands of whoever will release it. Thread-safe; the first decision counts.
 *
 * <p>A hold may be decided before a stream reaches it; such a stream is not held at all. Several streams may wait for
 * one hold. Nothing is released by time: a hold ends when it is decided, when the interception is closed, or with the
 * connection.
 */
public final class StreamHold {
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable Function<StreamAction.Withhold, StreamAction> decision;
    private boolean reached;

    /** The bytes that were withheld pass; the interceptor is asked about those behind them. */
    public void release() {
        settle(withheld -> new StreamAction.Pass(withheld.bytes()));
    }

    /**
     * Releases with another answer, beginning at the first byte that was withheld.
     *
     * @param answer neither {@link StreamAction.Withhold} nor {@link StreamAction.NeedMore}, which decide nothing
     */
    public void decide(StreamAction answer) {
        if (answer instanceof StreamAction.Withhold || answer instanceof StreamAction.NeedMore) {
            throw new IllegalArgumentException("expected an answer that decides, got " + answer
                    + "; release what is held and withhold again when asked about the bytes behind it");
        }
        settle(withheld -> answer);
    }

    private void settle(Function<StreamAction.Withhold, StreamAction> answer) {
        List<Runnable> released;
        synchronized (this) {
            if (decision != null) {
                return;
            }
            decision = answer;
            released = List.copyOf(waiting);
            waiting.clear();
        }
        released.forEach(Runnable::run);
    }

    /** Whether a stream has been stopped by this hold. */
    public synchronized boolean isReached() {
        return reached;
    }

    /** What was decided for bytes that were withheld with this hold; null while nothing is. */
    synchronized @Nullable StreamAction decisionFor(StreamAction.Withhold withheld) {
        return decision == null ? null : decision.apply(withheld);
    }

    /** Runs it at once if the hold is decided, else when it will be. */
    void whenDecided(Runnable action) {
        synchronized (this) {
            reached = true;
            if (decision == null) {
                waiting.add(action);
                return;
            }
        }
        action.run();
    }
}
