package dev.stampede.checker.testing;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import org.jspecify.annotations.Nullable;

/**
 * The reply of a ZooKeeper server to one request.
 *
 * @param zxid the last zxid that the session has seen with this reply, 0 if unknown
 * @param replyZxid the zxid in the header of the reply, null if its frame is not known
 * @param path the path that a sequential create received, null for any other request
 * @param stat the Stat in the reply, null if it contains none
 */
public record Reply(
        ResultCode code, long zxid, @Nullable Long replyZxid, @Nullable String path, @Nullable ZnodeStat stat) {
    /** A reply whose frame is not known. */
    public Reply(ResultCode code, long zxid, @Nullable String path, @Nullable ZnodeStat stat) {
        this(code, zxid, null, path, stat);
    }

    /** This reply with the zxid in its header. */
    public Reply exactly(long known) {
        return new Reply(code, zxid, known, path, stat);
    }

    Event.AttemptAnswered to(int attempt, long session, long atNanos) {
        return new Event.AttemptAnswered(attempt, code, session, zxid, replyZxid, path, stat, atNanos);
    }

    /** A success whose reply contains no Stat. */
    public static Reply ok(long zxid) {
        return ok(zxid, null);
    }

    /** A success. */
    public static Reply ok(long zxid, @Nullable ZnodeStat stat) {
        return of(ResultCode.OK, zxid, stat);
    }

    /** A reply to any request except a sequential create. */
    public static Reply of(ResultCode code, long zxid, @Nullable ZnodeStat stat) {
        return new Reply(code, zxid, null, stat);
    }

    /** An error reply that shows no zxid. */
    public static Reply error(ResultCode code) {
        return of(code, 0, null);
    }
}
