package dev.stampede.nemesis.toxiproxy.interception;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds back streams until it is decided. Thread-safe; the first decision counts.
 *
 * <p>A hold may be decided before a stream reaches it; such a stream is not held. Several streams may wait for one
 * hold. There is no time-out: a hold ends when it is decided, when the interception is closed, or with the connection.
 */
public final class StreamHold {
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable Function<StreamAction.Withhold, StreamAction> decision;
    private boolean reached;

    /** The bytes that were withheld are forwarded; the interceptor decides about those behind them. */
    public void release() {
        settle(withheld -> new StreamAction.Pass(withheld.bytes()));
    }

    /**
     * Releases with another action, which begins at the first byte that was withheld.
     *
     * @param answer neither {@link StreamAction.Withhold} nor {@link StreamAction.NeedMore}, which are no decisions
     */
    public void decide(StreamAction answer) {
        if (answer instanceof StreamAction.Withhold || answer instanceof StreamAction.NeedMore) {
            throw new IllegalArgumentException("expected an action that decides, got " + answer
                    + "; release what is held and withhold again when the bytes behind it arrive");
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

    /** Whether a stream has reached this hold. */
    public synchronized boolean isReached() {
        return reached;
    }

    /** The decision about bytes that were withheld with this hold; null as long as there is none. */
    synchronized @Nullable StreamAction decisionFor(StreamAction.Withhold withheld) {
        return decision == null ? null : decision.apply(withheld);
    }

    /** Runs the action when the hold is decided, at once if it is already. */
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
