package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * One ZooKeeper request that was sent for an operation.
 *
 * @param operation the number of the operation that sent it, -1 for none
 * @param order the position of this request among the requests of its session, from 0
 * @param path the requested path; for a sequential create that succeeded, the path that the server created
 * @param code the result code, null while no response has arrived
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
        @Nullable ZnodeStat stat,
        long sentNanos,
        long answeredNanos) {}
