package dev.stampede.checker.analysis;

/**
 * A delete that a client sent and that was not refused.
 *
 * @param operation the operation that it belongs to, -1 for none
 * @param afterZxid what the session had seen when it asked: the delete comes later
 * @param zxid what the session had seen when it was answered: the delete, if it was acknowledged, is not later
 * @param acknowledged whether it is known to have happened; otherwise nobody knows
 */
public record DeleteRequest(
        int client,
        int operation,
        long session,
        String path,
        long afterZxid,
        long zxid,
        boolean acknowledged,
        long sentNanos,
        long answeredNanos) {}
