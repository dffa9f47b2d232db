package dev.stampede.nemesis.tap;

/**
 * Receives the frames of tapped links. Called on the threads that forward bytes: in order for each connection, and
 * concurrently for different connections. A listener must be fast and must not block. If it throws, the tap of that
 * stream ends: all further bytes are forwarded, and {@link ClientTap#failures} reports the exception.
 */
public interface TapListener {

    /**
     * Decides about a frame, before any of its bytes is forwarded. The first listener that does not pass the frame
     * decides. Of a long frame only the beginning is decoded.
     */
    default FrameAction decide(TappedFrame frame) {
        return FrameAction.pass();
    }

    /**
     * Called after the decisions for each frame that is forwarded; for a replaced frame, with the replacement. For a
     * long frame, called when its last byte was read.
     */
    default void forwarded(TappedFrame frame) {}

    /** Called when a connection carries something else than the client protocol, which is forwarded undecoded. */
    default void notDecoded(TappedLink link, long connection) {}
}
