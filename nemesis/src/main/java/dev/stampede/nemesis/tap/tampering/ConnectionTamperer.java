package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.tap.TappedFrame;
import org.jspecify.annotations.Nullable;

/**
 * Tampers with the frames of one connection. Only the thread that forwards the connection calls it. For each frame it
 * is called in this order: {@link #complete}, {@link #possible} unless there was a completion, {@link #observe}.
 */
public interface ConnectionTamperer {

    /**
     * The lie that is possible with this frame; null if none is. Has no effect: a lie that is not chosen changes
     * nothing.
     */
    @Nullable
    Lie possible(TappedFrame frame);

    /** The rest of a lie that an earlier frame began; null if this frame does not belong to one. */
    default @Nullable FrameDecision complete(TappedFrame frame) {
        return null;
    }

    /** Receives every frame as it arrived, also those that are changed. */
    default void observe(TappedFrame frame) {}
}
