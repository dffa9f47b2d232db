package dev.stampede.nemesis.tap;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import java.nio.ByteBuffer;

/**
 * A frame that arrived at a tapped link. Immutable, except that {@link #bytes} is valid only during the call that
 * receives it.
 *
 * @param connection the number of the connection on this link, from 1
 * @param session the session of the connection; 0 before the server has answered the connect request
 * @param stream upstream for a client's frame, downstream for a server's
 * @param number the position among the frames of its stream, from 0
 * @param length the length in bytes, without the 4 bytes of the length itself
 * @param nanos the {@link System#nanoTime()} at which the last kept byte was read
 * @param frame the decoded frame
 * @param bytes the kept bytes without the length; all of them up to {@value KeptFrame#WHOLE} bytes, else the beginning
 */
public record TappedFrame(
        TappedLink link,
        long connection,
        long session,
        StreamDirection stream,
        long number,
        int length,
        long nanos,
        ClientFrame frame,
        ByteBuffer bytes) {

    /** Whether a client sent the frame. */
    public boolean fromClient() {
        return stream == StreamDirection.UPSTREAM;
    }

    /** The number of bytes on the wire. */
    long wireBytes() {
        return 4L + length;
    }

    /** Whether {@link #bytes} contains the whole frame. */
    public boolean whole() {
        return length <= KeptFrame.WHOLE;
    }
}
