package dev.stampede.checker.checks.convergence;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writes and reads of one key. Immutable once built; O(n log n). */
final class KeyValues {
    private final Map<String, ValueWrite> writes = new HashMap<>();
    private final List<ValueRead> reads;
    private final List<ValueWrite> acknowledged;
    /** For each acknowledged write, which of the writes that were acknowledged up to then was invoked last. */
    private final List<ValueWrite> newest = new ArrayList<>();

    KeyValues(List<ValueWrite> written, List<ValueRead> reads) {
        this.reads = reads.stream()
                .sorted(Comparator.comparingLong(ValueRead::invokedNanos))
                .toList();
        written.forEach(write -> writes.put(String.valueOf(write.value()), write));
        for (ValueRead read : reads) {
            if (read.value() != null) {
                writes.computeIfPresent(read.value(), (value, write) -> write.shownAt(read.completedNanos()));
            }
        }
        this.acknowledged = writes.values().stream()
                .filter(write -> write.acknowledgedNanos() != Operation.OPEN)
                .sorted(Comparator.comparingLong(ValueWrite::acknowledgedNanos).thenComparingInt(ValueWrite::operation))
                .toList();
        ValueWrite last = ValueWrite.ABSENCE;
        for (ValueWrite write : acknowledged) {
            last = write.invokedNanos() > last.invokedNanos() ? write : last;
            newest.add(last);
        }
    }

    /** The reads in the order of their invocations. */
    List<ValueRead> reads() {
        return reads;
    }

    /** The write that a read shows; null if no client wrote that value. */
    @Nullable
    ValueWrite shownBy(ValueRead read) {
        return read.value() == null ? ValueWrite.ABSENCE : writes.get(read.value());
    }

    /**
     * Of the writes that were acknowledged up to a moment, the one that was invoked last; {@link ValueWrite#ABSENCE} if
     * there is none.
     */
    ValueWrite newestBy(long nanos) {
        int count =
                SortedSearch.upTo(acknowledged.size(), i -> acknowledged.get(i).acknowledgedNanos(), nanos);
        return count == 0 ? ValueWrite.ABSENCE : newest.get(count - 1);
    }
}
