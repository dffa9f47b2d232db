package dev.stampede.nemesis.tap.tampering;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes Jute values into a frame. Not thread-safe. */
final class JuteWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    JuteWriter writeInt(int value) {
        return writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    JuteWriter writeLong(long value) {
        return writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    JuteWriter writeBoolean(boolean value) {
        return writeBytes(new byte[] {(byte) (value ? 1 : 0)});
    }

    JuteWriter writeString(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return writeInt(bytes.length).writeBytes(bytes);
    }

    /** Bytes that are already encoded. */
    JuteWriter writeBytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** The bytes so far. */
    byte[] bytes() {
        return out.toByteArray();
    }

    /** A frame: these bytes behind their length. */
    static byte[] frame(byte[] body) {
        return ByteBuffer.allocate(Integer.BYTES + body.length)
                .putInt(body.length)
                .put(body)
                .array();
    }

    /** Several frames as one array. */
    static byte[] joined(byte[]... frames) {
        JuteWriter all = new JuteWriter();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.bytes();
    }
}
