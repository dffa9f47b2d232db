package dev.stampede.workloads.client.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Strings on the wire between the harness and a worker.
 *
 * <p>They are encoded as UTF-16, so that every string is preserved, including unpaired surrogates. A string of more
 * than {@value #STRING_LENGTH} characters is truncated, and its end says so.
 */
final class WireStrings {

    /** The maximum length in characters, including the remark about the truncation. */
    static final int STRING_LENGTH = 65_536;

    private static final int NULL = -1;

    private WireStrings() {}

    static void writeString(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(NULL);
            return;
        }
        String bounded = bounded(text);
        out.writeInt(bounded.length());
        out.writeChars(bounded);
    }

    static @Nullable String readNullableString(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        if (length < 0 || length > STRING_LENGTH) {
            throw new IOException(
                    "expected a string of at most " + STRING_LENGTH + " characters, got the length " + length);
        }
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = in.readChar();
        }
        return new String(text);
    }

    static String readString(DataInputStream in) throws IOException {
        String text = readNullableString(in);
        if (text == null) {
            throw new IOException("expected a string, got null");
        }
        return text;
    }

    static String bounded(String text) {
        if (text.length() <= STRING_LENGTH) {
            return text;
        }
        String remark = "... (" + text.length() + " characters in all)";
        return text.substring(0, STRING_LENGTH - remark.length()) + remark;
    }
}
