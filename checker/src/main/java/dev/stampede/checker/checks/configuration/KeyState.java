package dev.stampede.checker.checks.configuration;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a znode at some state of the tree.
 *
 * @param mzxid of its last change; 0 if it does not exist
 * @param czxid of its creation; 0 if it does not exist
 */
record KeyState(long mzxid, long czxid, int version) {
    static final KeyState ABSENT = new KeyState(0, 0, -1);

    private static final String ABSENT_TEXT = "absent";

    boolean present() {
        return mzxid != 0;
    }

    /**
     * As operations record it: {@code absent}, or {@code data version czxid mzxid} with the zxids as hexadecimal numbers;
     * null if it is neither.
     */
    static @Nullable KeyState parse(@Nullable String text) {
        if (text == null) {
            return null;
        } else if (text.equals(ABSENT_TEXT)) {
            return ABSENT;
        }
        String[] parts = text.split(" ", -1);
        if (parts.length != 4) {
            return null;
        }
        try {
            return new KeyState(Long.parseLong(parts[3], 16), Long.parseLong(parts[2], 16), Integer.parseInt(parts[1]));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return present() ? "v" + version : ABSENT_TEXT;
    }
}
