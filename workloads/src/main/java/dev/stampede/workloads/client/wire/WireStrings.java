package dev.stampede.workloads.client.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Strings on the wire between the harness and a worker.
 *
 * <p>As UTF-16, so that every string arrives as it was, unpaired surrogates too. At most {@value #STRING_LENGTH}
 * characters: a longer one is cut, and says so at its end.
 */
final class WireStrings {

    /** The longest string that crosses, in characters, with the remark on what was cut. */
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
