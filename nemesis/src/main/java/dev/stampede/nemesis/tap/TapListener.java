package dev.stampede.nemesis.tap;

/**
 * Receives the frames of tapped links. Called on the threads that forward bytes: in order for each connection, and
 * concurrently for several. It must be fast and must not block. If it throws, the tap of that stream ends: all further
 * bytes are forwarded, and {@link ClientTap#failures} reports the exception.
 */
public interface TapListener {

    /**
     * Decides about a frame, before any of its bytes is forwarded. Of several listeners the first that does not pass the
     * frame decides. Of a long frame only the beginning is decoded.
     */
    default FrameAction decide(TappedFrame frame) {
        return FrameAction.pass();
    }

    /**
     * Receives a frame that is forwarded, after the decisions: of a replaced frame the replacement. A long frame is
     * received when its last byte was read.
     */
    default void forwarded(TappedFrame frame) {}

    /** A connection carries something else than the client protocol, which is forwarded without being decoded. */
    default void notDecoded(TappedLink link, long connection) {}
}
