package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.ObservedCall;
import java.util.Arrays;
import java.util.List;

/** Puts calls and returns in the order of their times, calls before returns at equal times. */
final class EventOrder {
    private EventOrder() {}

    /** The events by rank: the index of a call in the list, or the complement of the index for its return. */
    static int[] of(List<? extends ObservedCall<?, ?>> calls) {
        int n = calls.size();
        long[] times = distinctTimes(calls);
        long[] keys = new long[2 * n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            ObservedCall<?, ?> call = calls.get(i);
            keys[count++] = key(rank(times, call.called()), 0, i);
            if (call.returned() != ObservedCall.NEVER) {
                keys[count++] = key(rank(times, call.returned()), 1, i);
            }
        }
        Arrays.sort(keys, 0, count);
        int[] events = new int[count];
        for (int rank = 0; rank < count; rank++) {
            int operation = (int) (keys[rank] & Integer.MAX_VALUE);
            events[rank] = (keys[rank] >>> 31 & 1) == 0 ? operation : ~operation;
        }
        return events;
    }

    private static long key(long time, long isReturn, int operation) {
        return time << 32 | isReturn << 31 | operation;
    }

    private static long[] distinctTimes(List<? extends ObservedCall<?, ?>> calls) {
        long[] times = new long[2 * calls.size()];
        int count = 0;
        for (ObservedCall<?, ?> call : calls) {
            times[count++] = call.called();
            if (call.returned() != ObservedCall.NEVER) {
                times[count++] = call.returned();
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

    private static long rank(long[] times, long time) {
        return Arrays.binarySearch(times, time);
    }
}
