package dev.stampede.checker.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** For each time, the largest zxid of the entries with this time or an earlier one. Immutable. */
public final class LargestZxids {
    private record Entry(long atNanos, long zxid) {}

    private final long[] times;
    private final long[] largest;

    private LargestZxids(List<Entry> entries) {
        times = new long[entries.size()];
        largest = new long[entries.size()];
        long max = 0;
        for (int i = 0; i < times.length; i++) {
            max = Math.max(max, entries.get(i).zxid());
            times[i] = entries.get(i).atNanos();
            largest[i] = max;
        }
    }

    /** The largest zxid of the entries up to this time, 0 if there is none. O(log n). */
    public long by(long atNanos) {
        int count = SortedSearch.upTo(times.length, i -> times[i], atNanos);
        return count == 0 ? 0 : largest[count - 1];
    }

    /** Collects zxids in any order. Not thread-safe. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>();

        public Builder add(long atNanos, long zxid) {
            entries.add(new Entry(atNanos, zxid));
            return this;
        }

        public LargestZxids build() {
            entries.sort(Comparator.comparingLong(Entry::atNanos));
            return new LargestZxids(entries);
        }
    }
}
