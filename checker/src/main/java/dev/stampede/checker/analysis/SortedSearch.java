package dev.stampede.checker.analysis;

import java.util.function.IntToLongFunction;

/** Questions to values in ascending order, such as the times of a list. Stateless; O(log n). */
public final class SortedSearch {
    private SortedSearch() {}

    /**
     * How many of the values are at most this limit: so the last of them is at the index before.
     *
     * @param value the value at an index; must not descend
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
}
