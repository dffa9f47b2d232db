package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * A state of a znode that an operation returned: its data, version and zxids.
 *
 * @param czxid the zxid that created the znode, 0 if the recipe does not report it
 */
public record ZnodeState(String data, int version, long czxid, long mzxid) {

    private static final String ABSENT = "absent";
    private static final int PARTS = 4;
    private static final int RADIX = 16;

    /** {@code data version czxid mzxid} with the zxids in hexadecimal; {@code absent} for a znode that does not exist. */
    static String text(@Nullable ZnodeState state) {
        return state == null
                ? ABSENT
                : state.data + " " + state.version + " " + Long.toHexString(state.czxid) + " "
                        + Long.toHexString(state.mzxid);
    }

    /**
     * Parses the text form; null if it says that the znode does not exist.
     *
     * @throws IllegalArgumentException if it is not the text form of a state
     */
    static @Nullable ZnodeState parse(String text) {
        if (text.equals(ABSENT)) {
            return null;
        }
        String[] parts = text.split(" ", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException(
                    "expected \"data version czxid mzxid\" or absent, found \"" + text + "\"");
        }
        return new ZnodeState(
                parts[0],
                Integer.parseInt(parts[1]),
                Long.parseUnsignedLong(parts[2], RADIX),
                Long.parseUnsignedLong(parts[3], RADIX));
    }
}
