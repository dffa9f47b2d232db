package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a simulated member to a {@link Request}.
 *
 * @param zxid the last zxid that the member had applied
 * @param path the path that a sequential create received, otherwise null
 * @param children the names of the children, in any order
 * @param parts the answers to the reads of a {@code multiRead}
 */
record Answer(
        ResultCode code,
        long zxid,
        @Nullable String path,
        @Nullable ZnodeStat stat,
        String data,
        Set<String> children,
        List<Answer> parts) {

    static Answer of(ResultCode code, long zxid) {
        return new Answer(code, zxid, null, null, "", Set.of(), List.of());
    }

    boolean ok() {
        return code == ResultCode.OK;
    }

    /** The Stat of an answer that has one. */
    ZnodeStat found() {
        if (stat == null) {
            throw new IllegalStateException("expected an answer with a Stat, found " + this);
        }
        return stat;
    }
}
