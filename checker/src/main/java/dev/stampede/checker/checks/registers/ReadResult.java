package dev.stampede.checker.checks.registers;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state of a znode that an operation returned.
 *
 * @param data the unique string that was written
 * @param zxid the zxid of its last change: its mzxid, for a list of children its pzxid
 */
record ReadResult(String data, int version, long zxid) {
    /** The state of one znode that an operation returned; null if it returned none. */
    static @Nullable ReadResult of(@Nullable OperationOutput output) {
        return output instanceof OperationOutput.Shown shown && shown.state() != null ? of(shown.state()) : null;
    }

    /** The states of one or several znodes that an operation returned; absent znodes are omitted. */
    static List<ReadResult> allOf(@Nullable OperationOutput output) {
        if (output instanceof OperationOutput.ShownTogether together) {
            return together.states().stream().map(ReadResult::of).toList();
        }
        ReadResult one = of(output);
        return one == null ? List.of() : List.of(one);
    }

    static ReadResult of(ZnodeState state) {
        return new ReadResult(state.data(), state.version(), state.mzxid());
    }

    @Override
    public String toString() {
        return data + " v" + version + " (mzxid 0x" + Long.toHexString(zxid) + ")";
    }
}
