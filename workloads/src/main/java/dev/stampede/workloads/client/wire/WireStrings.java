package dev.stampede.workloads.client.wire;

import dev.stampede.checker.history.data.Event;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

    static void writeStrings(DataOutputStream out, List<?> strings) throws IOException {
        out.writeInt(strings.size());
        for (Object each : strings) {
            writeString(out, (String) each);
        }
    }

    /** Reads at most {@value Event.ChildrenListed#MAX_LISTED} strings. */
    static List<String> readStrings(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > Event.ChildrenListed.MAX_LISTED) {
            throw new IOException(
                    "expected at most " + Event.ChildrenListed.MAX_LISTED + " strings, got the number " + size);
        }
        List<String> strings = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            strings.add(readString(in));
        }
        return strings;
    }

    static String bounded(String text) {
        if (text.length() <= STRING_LENGTH) {
            return text;
        }
        String remark = "... (" + text.length() + " characters in all)";
        return text.substring(0, STRING_LENGTH - remark.length()) + remark;
    }
}
