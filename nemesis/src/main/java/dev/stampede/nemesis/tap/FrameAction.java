package dev.stampede.nemesis.tap;

import dev.stampede.nemesis.toxiproxy.interception.CloseMode;
import dev.stampede.nemesis.toxiproxy.interception.StreamAction;
import dev.stampede.nemesis.toxiproxy.interception.StreamHold;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What happens to a frame. Frames of one stream are never reordered, except by {@link Replace}, which stands for a
 * server that lies.
 */
public sealed interface FrameAction {
    /** Forwards it. */
    record Pass() implements FrameAction {}

    /** Drops it. This breaks TCP's promise, so that what follows is no evidence against ZooKeeper. */
    record Drop() implements FrameAction {}

    /** Delays it and the rest of its stream. */
    record Delay(Duration by) implements FrameAction {}

    /** Withholds it and the rest of its stream until the hold is decided. */
    record Hold(StreamHold hold) implements FrameAction {}

    /**
     * Forwards a number of its bytes, 0 for none, then ends both streams of the connection. The 4 bytes of the length
     * count.
     */
    record Cut(long afterBytes, CloseMode ending) implements FrameAction {}

    /** Forwards these bytes instead: any number of frames, each with its length. */
    record Replace(ByteBuffer frames) implements FrameAction {}

    /** Forwards it. */
    static FrameAction pass() {
        return PassHolder.PASS;
    }

    /** Whether the receiver gets the frame, now or later. */
    default boolean forwards() {
        return this instanceof Pass || this instanceof Delay || this instanceof Hold;
    }

    /** The same decision about this number of bytes. */
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
