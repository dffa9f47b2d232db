package dev.stampede.checker.linearizability.core;

import dev.stampede.checker.model.ObservedCall;
import java.util.Arrays;

/**
 * Sorts calls and returns by time; at equal times, calls precede returns.
 *
 * <p>Histories are recorded nearly in order: a return is displaced by at most the number of concurrent operations.
 * Therefore short blocks are sorted by insertion, and neighbouring blocks are merged where they overlap. This takes
 * time linear in the displacement, and O(n log n) for any input (after T. Peters' Timsort, without its runs and
 * galloping).
 */
public final class EventOrder {
    private static final int BLOCK = 32;

    private final long[] times;
    private final int[] operations;

    private EventOrder(int size) {
        this.times = new long[size];
        this.operations = new int[size];
    }

    /** The intervals of the operations, as columns. */
    public static Intervals of(ObservedCall<?, ?>[] calls) {
        int bounded = 0;
        for (ObservedCall<?, ?> call : calls) {
            bounded += call.returned() == ObservedCall.NEVER ? 0 : 1;
        }
        EventOrder starts = new EventOrder(calls.length);
        EventOrder ends = new EventOrder(bounded);
        boolean[] required = new boolean[calls.length];
        int end = 0;
        for (int i = 0; i < calls.length; i++) {
            starts.set(i, calls[i].called(), i);
            required[i] = calls[i].certain();
            if (calls[i].returned() != ObservedCall.NEVER) {
                ends.set(end++, calls[i].returned(), i);
            }
        }
        starts.sort();
        ends.sort();
        return starts.mergedInto(ends, required);
    }

    private void set(int at, long time, int operation) {
        times[at] = time;
        operations[at] = operation;
    }

    /** Stable: events with equal times keep their order. */
    private void sort() {
        int size = times.length;
        for (int from = 0; from < size; from += BLOCK) {
            insert(from, Math.min(size, from + BLOCK));
        }
        for (long width = BLOCK; width < size; width *= 2) {
            for (long from = 0; from + width < size; from += 2 * width) {
                merge((int) from, (int) (from + width), (int) Math.min(size, from + 2 * width));
            }
        }
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long time = times[i];
            int at = i;
            while (at > from && times[at - 1] > time) {
                at--;
            }
            if (at < i) {
                int operation = operations[i];
                System.arraycopy(times, at, times, at + 1, i - at);
                System.arraycopy(operations, at, operations, at + 1, i - at);
                set(at, time, operation);
            }
        }
    }

    /**
     * Merges two neighbouring blocks; the part of the left block that is not after the first event of the right one
     * stays in place.
     */
    private void merge(int from, int middle, int to) {
        int at = middle;
        while (at > from && times[at - 1] > times[middle]) {
            at--;
        }
        long[] leftTimes = Arrays.copyOfRange(times, at, middle);
        int[] leftOperations = Arrays.copyOfRange(operations, at, middle);
        int left = 0;
        int right = middle;
        while (left < leftTimes.length) {
            if (right < to && times[right] < leftTimes[left]) {
                set(at++, times[right], operations[right++]);
            } else {
                set(at++, leftTimes[left], leftOperations[left++]);
            }
        }
    }

    private Intervals mergedInto(EventOrder returns, boolean[] required) {
        int[] call = new int[times.length];
        int[] ret = new int[times.length];
        int[] events = new int[times.length + returns.times.length];
        Arrays.fill(ret, Problem.NEVER);
        int start = 0;
        int end = 0;
        for (int rank = 0; rank < events.length; rank++) {
            boolean isCall =
                    end == returns.times.length || (start < times.length && times[start] <= returns.times[end]);
            if (isCall) {
                int operation = operations[start++];
                events[rank] = operation;
                call[operation] = rank;
            } else {
                int operation = returns.operations[end++];
                events[rank] = ~operation;
                ret[operation] = rank;
            }
        }
        return new Intervals(call, ret, required, events, operations);
    }
}
