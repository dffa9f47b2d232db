package dev.stampede.checker.checks.configuration;

import dev.stampede.checker.history.data.ZnodeState;
import org.jspecify.annotations.Nullable;

/**
 * A state of a znode.
 *
 * @param mzxid the zxid of the last change of the znode; 0 if it does not exist
 * @param czxid the zxid of the creation of the znode; 0 if it does not exist
 */
record KeyState(long mzxid, long czxid, int version) {
    static final KeyState ABSENT = new KeyState(0, 0, -1);

    private static final String ABSENT_TEXT = "absent";

    boolean present() {
        return mzxid != 0;
    }

    /** The state that an operation returned; null means that there is no znode. */
    static KeyState of(@Nullable ZnodeState shown) {
        return shown == null ? ABSENT : new KeyState(shown.mzxid(), shown.czxid(), shown.version());
    }

    @Override
    public String toString() {
        return present() ? "v" + version : ABSENT_TEXT;
    }
}
