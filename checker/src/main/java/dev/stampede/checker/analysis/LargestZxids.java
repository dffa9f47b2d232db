package dev.stampede.checker.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The largest zxid that was known at each time, from pairs of a time and a zxid. Immutable. */
public final class LargestZxids {
    private record Known(long atNanos, long zxid) {}

    private final long[] times;
    private final long[] largest;

    private LargestZxids(List<Known> known) {
        times = new long[known.size()];
        largest = new long[known.size()];
        long max = 0;
        for (int i = 0; i < times.length; i++) {
            max = Math.max(max, known.get(i).zxid());
            times[i] = known.get(i).atNanos();
            largest[i] = max;
        }
    }

    /** The largest zxid of the pairs up to this time, 0 if there is none. O(log n). */
    public long by(long atNanos) {
        int count = SortedSearch.upTo(times.length, i -> times[i], atNanos);
        return count == 0 ? 0 : largest[count - 1];
    }

    /** Collects zxids in any order. Not thread-safe. */
    public static final class Builder {
        private final List<Known> known = new ArrayList<>();

        public Builder add(long atNanos, long zxid) {
            known.add(new Known(atNanos, zxid));
            return this;
        }

        public LargestZxids build() {
            known.sort(Comparator.comparingLong(Known::atNanos));
            return new LargestZxids(known);
        }
    }
}
