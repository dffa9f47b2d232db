package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.tap.FrameAction;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a frame because of a lie.
 *
 * @param text what the client is made to believe, for people; null if a later frame completes the lie, or if the client
 *     receives the truth after all
 */
public record FrameDecision(FrameAction action, @Nullable String text) {

    /** Other frames instead of the frame, each with its length. */
    static FrameDecision replacing(@Nullable String text, byte[]... frames) {
        return new FrameDecision(new FrameAction.Replace(ByteBuffer.wrap(JuteWriter.joined(frames))), text);
    }
}
