package dev.stampede.checker.analysis;

/**
 * A delete that a client sent and that was not refused.
 *
 * @param operation the operation that sent it, -1 for none
 * @param afterZxid the last zxid that the session had seen when the delete was sent: the zxid of the delete is larger
 * @param zxid the zxid of the response: the zxid of an acknowledged delete is not larger
 * @param latestZxid the largest zxid that the delete can have; {@link Long#MAX_VALUE} if there is no bound
 * @param acknowledged whether the delete certainly took effect; otherwise its effect is unknown
 */
public record DeleteRequest(
        int client,
        int operation,
        long session,
        String path,
        long afterZxid,
        long zxid,
        long latestZxid,
        boolean acknowledged,
        long sentNanos,
        long answeredNanos) {}
