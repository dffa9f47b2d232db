package dev.stampede.checker.checks.registration;

import dev.stampede.checker.history.data.Operation;

/**
 * A znode with which a client registered itself.
 *
 * @param client the client that created the znode
 * @param czxid the zxid of the creation of the znode
 * @param session the session that created the znode
 * @param sentNanos when the request was sent whose response first showed the znode to its session
 * @param fromNanos when that response arrived: the acknowledgement of the creation, or another response
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
