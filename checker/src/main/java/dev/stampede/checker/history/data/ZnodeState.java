package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * A state of a znode that an operation returned: its data, version and zxids.
 *
 * @param czxid the zxid that created the znode, 0 if the recipe does not report it
 */
public record ZnodeState(String data, int version, long czxid, long mzxid) {

    private static final String ABSENT = "absent";
    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    /**
     * {@code data version czxid mzxid} with the zxids in hexadecimal; {@code absent} for a znode that does not exist.
     */
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
        int data = text.indexOf(' ');
        int version = text.indexOf(' ', data + 1);
        int czxid = text.indexOf(' ', version + 1);
        if (data < 0 || version <= data || czxid <= version || text.indexOf(' ', czxid + 1) >= 0) {
            throw new IllegalArgumentException(
                    "expected \"data version czxid mzxid\" or absent, found \"" + text + "\"");
        }
        return new ZnodeState(
                text.substring(0, data),
                Integer.parseInt(text, data + 1, version, DECIMAL),
                Long.parseUnsignedLong(text, version + 1, czxid, HEXADECIMAL),
                Long.parseUnsignedLong(text, czxid + 1, text.length(), HEXADECIMAL));
    }
}
