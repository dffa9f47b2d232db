package dev.stampede.checker.linearizability.core;

/**
 * The intervals of operations. Each array has one element per operation, except {@code events}, which has one per rank.
 * The arrays must not be modified. Each invocation and each return has a unique rank; at equal times an invocation has
 * a lower rank than a return, so the two operations are concurrent.
 *
 * @param call the rank of the invocation
 * @param ret the rank of the return, or {@link Problem#NEVER}
 * @param required whether the operation certainly took effect
 * @param events {@code events[rank]} is the index {@code i} of an operation if the event is its invocation, and
 *     {@code ~i} if it is its return
 * @param called the indices of the operations in the order of their invocations
 */
@SuppressWarnings("ArrayRecordComponent")
public record Intervals(int[] call, int[] ret, boolean[] required, int[] events, int[] called) {

    public int size() {
        return call.length;
    }

    /** The number of events; ranks count from 0. */
    public int ranks() {
        return events.length;
    }
}
