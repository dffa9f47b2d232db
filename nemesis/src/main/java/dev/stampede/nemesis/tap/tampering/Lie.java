package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.tap.FrameAction;
import java.util.function.Supplier;

/**
 * A lie that is possible with a frame.
 *
 * @param telling returns what happens to the frame; called at most once, if the lie is told
 */
public record Lie(Supplier<Told> telling) {

    /** A lie that consists of other bytes instead of the frame. */
    static Lie replacing(String text, Supplier<byte[]> frames) {
        return new Lie(() -> Told.replacing(text, frames.get()));
    }

    /** A lie that a later frame completes. */
    static Lie beginning(Supplier<FrameAction> action) {
        return new Lie(() -> new Told(action.get(), null));
    }

    Told tell() {
        return telling.get();
    }
}
