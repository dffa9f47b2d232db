package dev.stampede.checker.checks.notification;

import dev.stampede.checker.history.data.Operation;

/**
 * A worker or a coordinator between one start and its end.
 *
 * @param begin the operation that began it
 * @param key the folder of the worker, or the znode of the job
 * @param toNanos when it, the process of its client, or the judged part of the run ended
 */
record TaskIncarnation(Operation begin, String key, long toNanos) {

    int client() {
        return begin.client();
    }

    long fromNanos() {
        return begin.completedNanos();
    }

    /** Whether it invoked this operation. */
    boolean invoked(Operation o) {
        return o.client() == client() && o.invokedNanos() >= fromNanos() && o.invokedNanos() <= toNanos;
    }
}
