package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * One raw ZooKeeper request beneath an operation.
 *
 * @param operation the operation that it belongs to, -1 for none
 * @param order its place among the requests of its session
 * @param path what was asked for; for a sequential create that succeeded, the path that was given
 * @param code null while it is open
 * @param answeredNanos {@link Operation#OPEN} while it is open
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
        @Nullable ZnodeStat stat,
        long sentNanos,
        long answeredNanos) {}
