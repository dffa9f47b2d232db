package dev.stampede.checker.analysis;

/**
 * A delete that a client sent and that was not refused.
 *
 * @param operation the operation that sent it, -1 for none
 * @param afterZxid the last zxid that the session had seen when it was sent: the delete has a larger zxid
 * @param zxid the last zxid that the session had seen when it was answered: an acknowledged delete has no larger zxid
 * @param latestZxid the largest zxid that it can have; {@link Long#MAX_VALUE} if there is no bound
 * @param acknowledged whether it certainly took effect; otherwise its effect is unknown
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
