package dev.stampede.checker.analysis;

import dev.stampede.checker.history.data.Event;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Binary search in ascending values, such as the times in a list. Stateless; O(log n). */
public final class SortedSearch {
    private SortedSearch() {}

    /**
     * The number of values that are at most this limit.
     *
     * @param value the value at an index; must not decrease
     */
    public static int upTo(int size, IntToLongFunction value, long limit) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value.applyAsLong(middle) <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * The index of the first value that is at least this limit; {@code size} if there is none.
     *
     * @param value the value at an index; must not decrease
     */
    public static int firstAtOrAfter(int size, IntToLongFunction value, long limit) {
        return limit == Long.MIN_VALUE ? 0 : upTo(size, value, limit - 1);
    }

    /** The index of the first event at or after a moment; the size of the list if there is none. */
    public static int firstAtOrAfter(List<? extends Event> events, long atNanos) {
        return firstAtOrAfter(events.size(), i -> events.get(i).atNanos(), atNanos);
    }
}
