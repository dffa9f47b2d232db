package dev.stampede.checker.checks.counter;

import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The count in each version of a counter's znode. The counts follow from the versions whose count is known, because
 * each version has one more than the one before. All counts are unknown if the znode was created several times.
 * Immutable; O(log n) per query.
 */
final class CountsByVersion {
    /** Knows no counts. */
    static final CountsByVersion NONE = new CountsByVersion(0, new TreeMap<>());

    private final long czxid;
    private final NavigableMap<Integer, Long> known;

    private CountsByVersion(long czxid, NavigableMap<Integer, Long> known) {
        this.czxid = czxid;
        this.known = known;
    }

    /** The counts that the operations on one counter show. */
    static CountsByVersion of(List<Operation> operations, Map<Integer, CounterRequests> requests) {
        long incarnation = 0;
        NavigableMap<Integer, Long> known = new TreeMap<>();
        for (Operation o : operations) {
            @Nullable CounterRequests own = requests.get(o.number());
            @Nullable ZnodeStat stat = own == null ? null : own.result();
            long count = CounterLog.result(o);
            boolean shown = o.input() instanceof CounterInput.GetCount || (own != null && own.writtenMzxid() != 0);
            if (stat == null || count == CountWrite.ANY || !shown) {
                continue;
            }
            if (incarnation != 0 && incarnation != stat.czxid()) {
                return NONE;
            }
            incarnation = stat.czxid();
            known.putIfAbsent(stat.version(), count);
        }
        return new CountsByVersion(incarnation, known);
    }

    /** The count in a version; {@link CountWrite#ANY} if unknown. {@code 0} stands for an unknown incarnation. */
    long of(long incarnation, int version) {
        if (version < 0 || known.isEmpty() || (incarnation != 0 && incarnation != czxid)) {
            return CountWrite.ANY;
        }
        Map.Entry<Integer, Long> near = known.floorEntry(version);
        if (near == null) {
            near = known.firstEntry();
        }
        return near.getValue() + version - near.getKey();
    }
}
