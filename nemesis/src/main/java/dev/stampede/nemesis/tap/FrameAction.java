package dev.stampede.nemesis.tap;

import dev.stampede.nemesis.toxiproxy.interception.CloseMode;
import dev.stampede.nemesis.toxiproxy.interception.StreamAction;
import dev.stampede.nemesis.toxiproxy.interception.StreamHold;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What happens to a frame. Frames of one stream are never reordered, except by {@link Replace}, which simulates a
 * faulty server.
 */
public sealed interface FrameAction {
    /** Forwards the frame. */
    record Pass() implements FrameAction {}

    /** Drops the frame. TCP never does this, so an anomaly that follows is no evidence against ZooKeeper. */
    record Drop() implements FrameAction {}

    /** Delays the frame and the rest of its stream. */
    record Delay(Duration by) implements FrameAction {}

    /** Withholds the frame and the rest of its stream until the {@link StreamHold} is decided. */
    record Hold(StreamHold hold) implements FrameAction {}

    /**
     * Forwards the first {@code afterBytes} bytes of the frame, including the 4 bytes of the length, then ends both
     * streams of the connection.
     */
    record Cut(long afterBytes, CloseMode ending) implements FrameAction {}

    /** Forwards these bytes instead: any number of frames, each with its length. */
    record Replace(ByteBuffer frames) implements FrameAction {}

    /** Forwards the frame. */
    static FrameAction pass() {
        return PassHolder.PASS;
    }

    /** Whether the receiver gets the frame, now or later. */
    default boolean forwards() {
        return this instanceof Pass || this instanceof Delay || this instanceof Hold;
    }

    /** This action as an action on the next {@code bytes} bytes of the stream. */
    default StreamAction on(long bytes) {
        if (this instanceof Drop) {
            return new StreamAction.Drop(bytes);
        }
        if (this instanceof Delay delay) {
            return new StreamAction.Delay(bytes, delay.by());
        }
        if (this instanceof Hold hold) {
            return new StreamAction.Withhold(bytes, hold.hold());
        }
        if (this instanceof Cut cut) {
            return new StreamAction.Cut(cut.afterBytes(), cut.ending());
        }
        if (this instanceof Replace replace) {
            return new StreamAction.Replace(bytes, replace.frames());
        }
        return new StreamAction.Pass(bytes);
    }

    /** Avoids an object for each frame. */
    final class PassHolder {
        private static final FrameAction PASS = new Pass();

        private PassHolder() {}
    }
}
