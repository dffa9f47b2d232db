package dev.stampede.checker.checks.registers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state of a znode as an operation records it.
 *
 * @param data the unique text that was written
 * @param zxid of its last change: its mzxid, for a list of children its pzxid
 */
record ReadResult(String data, int version, long zxid) {
    private static final String SEPARATOR = " | ";

    /** {@code data version czxid mzxid} with the zxids as hexadecimal numbers; null if it is nothing of the kind. */
    static @Nullable ReadResult parse(@Nullable String text) {
        String[] parts = text == null ? new String[0] : text.split(" ", -1);
        if (parts.length != 4) {
            return null;
        }
        try {
            return new ReadResult(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[3], 16));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Several of them with bars in between; those that are not there are left out. */
    static List<ReadResult> parseAll(@Nullable String text) {
        List<ReadResult> all = new ArrayList<>();
        if (text != null) {
            for (String part : text.split(java.util.regex.Pattern.quote(SEPARATOR), -1)) {
                ReadResult state = parse(part);
                if (state != null) {
                    all.add(state);
                }
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return data + " v" + version + " (mzxid 0x" + Long.toHexString(zxid) + ")";
    }
}
