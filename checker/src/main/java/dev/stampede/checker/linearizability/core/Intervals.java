package dev.stampede.checker.linearizability.core;

/**
 * The intervals of operations, as columns. The arrays must not be modified. Each event has a unique rank; at equal
 * times a call has a lower rank than a return, so that intervals are closed.
 *
 * @param call the rank of each operation's call
 * @param ret the rank of its return, or {@link Problem#NEVER}
 * @param required whether it certainly took effect
 * @param events by rank: the operation for its call, its complement for its return
 * @param called the operations in the order of their calls
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
