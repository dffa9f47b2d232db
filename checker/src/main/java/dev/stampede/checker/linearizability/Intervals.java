package dev.stampede.checker.linearizability;

/**
 * When operations ran, as columns. Each event has a rank of its own; a call has a lower rank than a return at the same time,
 * so that intervals are closed.
 *
 * @param call the rank of each operation's call
 * @param ret the rank of its return, or {@link Problem#NEVER}
 * @param required whether it took effect for certain
 * @param events by rank: the operation for its call, its complement for its return
 */
@SuppressWarnings("ArrayRecordComponent")
record Intervals(int[] call, int[] ret, boolean[] required, int[] events) {

    static Intervals of(Problem problem) {
        int n = problem.size();
        int[] call = new int[n];
        int[] ret = new int[n];
        boolean[] required = new boolean[n];
        for (int i = 0; i < n; i++) {
            call[i] = problem.callRank(i);
            ret[i] = problem.returnRank(i);
            required[i] = problem.required(i);
        }
        return new Intervals(call, ret, required, problem.events());
    }

    int size() {
        return call.length;
    }

    /** How many events there are; every rank is below it. */
    int ranks() {
        return events.length;
    }
}
