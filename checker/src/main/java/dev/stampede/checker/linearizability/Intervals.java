package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.ObservedCall;

/**
 * When operations ran, as columns, which are not to be changed. Each event has a rank of its own; a call has a lower rank than a return at the same time,
 * so that intervals are closed.
 *
 * @param call the rank of each operation's call
 * @param ret the rank of its return, or {@link Problem#NEVER}
 * @param required whether it took effect for certain
 * @param events by rank: the operation for its call, its complement for its return
 */
@SuppressWarnings("ArrayRecordComponent")
record Intervals(int[] call, int[] ret, boolean[] required, int[] events) {

    static Intervals of(ObservedCall<?, ?>[] calls) {
        int[] call = new int[calls.length];
        int[] ret = new int[calls.length];
        boolean[] required = new boolean[calls.length];
        int[] events = EventOrder.of(calls);
        for (int rank = 0; rank < events.length; rank++) {
            int event = events[rank];
            if (event >= 0) {
                call[event] = rank;
                ret[event] = Problem.NEVER;
                required[event] = calls[event].certain();
            } else {
                ret[~event] = rank;
            }
        }
        return new Intervals(call, ret, required, events);
    }

    int size() {
        return call.length;
    }

    /** How many events there are; every rank is below it. */
    int ranks() {
        return events.length;
    }
}
