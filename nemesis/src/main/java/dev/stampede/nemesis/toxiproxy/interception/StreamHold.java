package dev.stampede.nemesis.toxiproxy.interception;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds back streams until {@link #release} or {@link #decide} is called. Thread-safe. Only the first call has an
 * effect.
 *
 * <p>A hold may be decided before a stream reaches it; then that stream is not held back. Several streams may wait for
 * one hold. There is no timeout: a stream waits until the hold is decided, the interception is closed, or the
 * connection is closed.
 */
public final class StreamHold {
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable Function<StreamAction.Withhold, StreamAction> decision;
    private boolean reached;

    /** Forwards the withheld bytes. The interceptor decides about the bytes after them. */
    public void release() {
        settle(withheld -> new StreamAction.Pass(withheld.bytes()));
    }

    /**
     * Replaces the hold by another action, which begins at the first withheld byte.
     *
     * @param answer not {@link StreamAction.Withhold} or {@link StreamAction.NeedMore}, because these are not decisions
     */
    public void decide(StreamAction answer) {
        if (answer instanceof StreamAction.Withhold || answer instanceof StreamAction.NeedMore) {
            throw new IllegalArgumentException("expected an action other than Withhold and NeedMore, got " + answer
                    + "; release the withheld bytes, and withhold again when the next bytes arrive");
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

    /** The decision about withheld bytes; null if there is none yet. */
    synchronized @Nullable StreamAction decisionFor(StreamAction.Withhold withheld) {
        return decision == null ? null : decision.apply(withheld);
    }

    /** Runs the action when the hold is decided; immediately if it already is. */
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
