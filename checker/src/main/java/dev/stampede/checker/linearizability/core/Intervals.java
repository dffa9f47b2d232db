package dev.stampede.checker.linearizability.core;

/**
 * When operations ran, as columns, which are not to be changed. Each event has a rank of its own; a call has a lower rank than a return at the same time,
 * so that intervals are closed.
 *
 * @param call the rank of each operation's call
 * @param ret the rank of its return, or {@link Problem#NEVER}
 * @param required whether it took effect for certain
 * @param events by rank: the operation for its call, its complement for its return
 * @param called the operations in the order of their calls
 */
@SuppressWarnings("ArrayRecordComponent")
public record Intervals(int[] call, int[] ret, boolean[] required, int[] events, int[] called) {

    public int size() {
        return call.length;
    }

    /** How many events there are; every rank is below it. */
    public int ranks() {
        return events.length;
    }
}
