package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.ObservedCall;
import java.util.Arrays;
import java.util.List;

/**
 * Puts calls and returns in the order of their times, calls before returns at equal times.
 *
 * <p>A time and the index of its operation are packed into one long, so that longs are sorted and not objects; times too
 * far apart for that are replaced by their ranks first.
 */
final class EventOrder {
    private static final int BITS = 63;

    private final int indexBits;
    private final long[] called;
    private final long[] returned;

    private EventOrder(List<? extends ObservedCall<?, ?>> calls) {
        int n = calls.size();
        indexBits = bits(Math.max(0, n - 1));
        called = new long[n];
        returned = new long[n];
        for (int i = 0; i < n; i++) {
            called[i] = calls.get(i).called();
            returned[i] = calls.get(i).returned();
        }
    }

    /** The events by rank: the index of a call in the list, or the complement of the index for its return. */
    static int[] of(List<? extends ObservedCall<?, ?>> calls) {
        return new EventOrder(calls).merged();
    }

    private static int bits(long number) {
        return Long.SIZE - Long.numberOfLeadingZeros(number);
    }

    private int[] merged() {
        countFromZero();
        long[] starts = keys(called);
        long[] ends = keys(returned);
        int[] events = new int[starts.length + ends.length];
        long index = (1L << indexBits) - 1;
        int start = 0;
        int end = 0;
        for (int rank = 0; rank < events.length; rank++) {
            boolean isCall = end == ends.length
                    || (start < starts.length && starts[start] >>> indexBits <= ends[end] >>> indexBits);
            events[rank] = isCall ? (int) (starts[start++] & index) : ~(int) (ends[end++] & index);
        }
        return events;
    }

    /** Makes the first time 0, or makes times ranks if they do not fit beside an index. */
    private void countFromZero() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < called.length; i++) {
            first = Math.min(first, called[i]);
            last = Math.max(last, returned[i] == ObservedCall.NEVER ? called[i] : returned[i]);
        }
        if (last - first < 0 || bits(last - first) + indexBits > BITS) {
            long[] times = distinctTimes();
            for (int i = 0; i < called.length; i++) {
                called[i] = Arrays.binarySearch(times, called[i]);
                returned[i] = returned[i] == ObservedCall.NEVER
                        ? ObservedCall.NEVER
                        : Arrays.binarySearch(times, returned[i]);
            }
            return;
        }
        for (int i = 0; i < called.length; i++) {
            called[i] -= first;
            returned[i] -= returned[i] == ObservedCall.NEVER ? 0 : first;
        }
    }

    private long[] distinctTimes() {
        long[] times = new long[2 * called.length];
        int count = 0;
        for (int i = 0; i < called.length; i++) {
            times[count++] = called[i];
            if (returned[i] != ObservedCall.NEVER) {
                times[count++] = returned[i];
            }
        }
        Arrays.sort(times, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || times[i] != times[i - 1]) {
                times[distinct++] = times[i];
            }
        }
        return Arrays.copyOf(times, distinct);
    }

    private long[] keys(long[] times) {
        long[] keys = new long[times.length];
        int count = 0;
        for (int i = 0; i < times.length; i++) {
            if (times[i] != ObservedCall.NEVER) {
                keys[count++] = times[i] << indexBits | i;
            }
        }
        Arrays.sort(keys, 0, count);
        return count == keys.length ? keys : Arrays.copyOf(keys, count);
    }
}
