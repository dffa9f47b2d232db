package dev.stampede.workloads.client.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The frames between the harness and a worker: a length, a kind and a payload, at most {@value #LENGTH} bytes.
 *
 * <p>A frame is written with one call and flushed before the writer continues. Therefore a killed process leaves at
 * most one incomplete frame, the last one.
 */
final class Frames {

    static final int LENGTH = 16 * 1024 * 1024;

    /** The version of the protocol; it must be the same on both sides. */
    static final int PROTOCOL = 3;

    // From the harness to the worker. All except END contain the number of the request, which the reply repeats.
    static final int CLOCK = 1;
    static final int OPEN = 2;
    static final int STOP = 3;
    static final int PROBE = 4;
    static final int FAKE_EXPIRY = 5;
    static final int END = 6;

    // From the worker to the harness.
    static final int HELLO = 64;
    static final int EVENT = 65;
    static final int SESSION = 66;
    static final int REPLY = 67;
    static final int REFUSAL = 68;

    private static final int HEADER = 5;

    private Frames() {}

    record Frame(int kind, DataInputStream payload) {}

    interface Payload {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** The bytes of one frame. */
    static byte[] encode(int kind, Payload payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0);
        out.writeByte(kind);
        payload.writeTo(out);
        byte[] frame = bytes.toByteArray();
        int length = frame.length - HEADER;
        if (length > LENGTH) {
            throw new IOException("expected a frame of at most " + LENGTH + " bytes, got " + length);
        }
        for (int i = 0; i < Integer.BYTES; i++) {
            frame[i] = (byte) (length >>> (Byte.SIZE * (Integer.BYTES - 1 - i)));
        }
        return frame;
    }

    static void write(OutputStream out, int kind, Payload payload) throws IOException {
        out.write(encode(kind, payload));
        out.flush();
    }

    /** Reads the next frame; null at the end of the stream, even within a frame. */
    static @Nullable Frame read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            int length = data.readInt();
            int kind = data.readByte();
            if (length < 0 || length > LENGTH) {
                throw new IOException("expected a frame of at most " + LENGTH + " bytes, got the length " + length
                        + "; the stream contains something other than the worker's protocol");
            }
            byte[] payload = new byte[length];
            data.readFully(payload);
            return new Frame(kind, new DataInputStream(new ByteArrayInputStream(payload)));
        } catch (EOFException endWithinFrame) {
            return null;
        }
    }
}
