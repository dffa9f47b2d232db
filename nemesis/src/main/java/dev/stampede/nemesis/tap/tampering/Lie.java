package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.tap.FrameAction;
import java.util.function.Supplier;

/**
 * A lie that is possible with a frame.
 *
 * @param execution returns what happens to the frame; called at most once, if this lie is chosen
 */
public record Lie(Supplier<FrameDecision> execution) {

    /** A lie that consists of other bytes instead of the frame. */
    static Lie replacing(String text, Supplier<byte[]> frames) {
        return new Lie(() -> FrameDecision.replacing(text, frames.get()));
    }

    /** A lie that a later frame completes. */
    static Lie beginning(Supplier<FrameAction> action) {
        return new Lie(() -> new FrameDecision(action.get(), null));
    }

    FrameDecision execute() {
        return execution.get();
    }
}
