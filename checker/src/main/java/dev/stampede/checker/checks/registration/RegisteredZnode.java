package dev.stampede.checker.checks.registration;

import dev.stampede.checker.history.data.Operation;

/**
 * A znode with which a client registered itself.
 *
 * @param client the client that created it
 * @param czxid the zxid of its creation
 * @param session the session that created it
 * @param sentNanos when the request was sent whose response first showed it
 * @param fromNanos when the creation was acknowledged, or when another response first showed it to its session
 * @param provenNanos the last moment at which its session certainly lived, proven by a request that was answered later
 * @param goneNanos when the znode, or a successor of it, was observed to be gone or replaced; {@link Operation#OPEN} if
 *     never
 */
public record RegisteredZnode(
        String path,
        int client,
        long czxid,
        long session,
        long sentNanos,
        long fromNanos,
        long provenNanos,
        long goneNanos) {}
