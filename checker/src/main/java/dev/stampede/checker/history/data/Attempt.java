package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * One ZooKeeper request that was sent for an operation.
 *
 * @param operation the number of the operation that sent it, -1 for none
 * @param order the position of this request among the requests of its session, from 0
 * @param path the requested path; for a sequential create that succeeded, the path that the server created
 * @param code the result code, null while no response has arrived
 * @param zxid the highest zxid that the session had seen in a reply up to the response
 * @param replyZxid the zxid in the header of the reply, 0 if the frame of the reply is not known
 * @param answeredNanos {@link Operation#OPEN} while no response has arrived
 */
public record Attempt(
        int number,
        int client,
        int operation,
        long session,
        int order,
        Opcode opcode,
        @Nullable String path,
        @Nullable ResultCode code,
        long zxid,
        long replyZxid,
        @Nullable ZnodeStat stat,
        long sentNanos,
        long answeredNanos) {

    /** What {@link #stateZxid} is. */
    public ZxidKind zxidKind() {
        return replyZxid > 0 ? ZxidKind.EXACT : ZxidKind.UPPER_BOUND;
    }

    /**
     * The zxid of the state that the reply shows, or an upper bound of it ({@link #zxidKind}): for a write the zxid of
     * its own transaction, for a read that of the last transaction that the member had applied. 0 if it is unknown.
     */
    public long stateZxid() {
        return replyZxid > 0 ? replyZxid : zxid;
    }
}
