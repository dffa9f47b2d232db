package dev.stampede.checker.checks.watches;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * When transactions happened, by two clocks: by the leader's wall clock, which the mtimes of transactions show; and by
 * the clock of the run, at which the requests of acknowledged writes were sent. Immutable; O(log n) per look-up.
 */
final class ServerClock {
    private static final int EPOCH_SHIFT = 32;

    private final NavigableMap<Long, Long> mtimes = new TreeMap<>();
    private final long[] zxids;
    private final long[] sentNanos;
    private final long slowestWriteNanos;

    ServerClock(History history) {
        NavigableMap<Long, Long> sent = new TreeMap<>();
        long slowest = 0;
        for (Attempt a : history.attempts()) {
            ZnodeStat stat = a.stat();
            String path = a.path();
            if (a.code() != ResultCode.OK
                    || stat == null
                    || path == null
                    || a.opcode().multi()) {
                continue;
            }
            if (stat.czxid() != 0 && !path.startsWith("/zookeeper")) {
                mtimes.putIfAbsent(stat.mzxid(), stat.mtime());
            }
            if (a.opcode().creates() || a.opcode() == Opcode.SET_DATA) {
                sent.merge(stat.mzxid(), a.sentNanos(), Math::max);
                slowest = Math.max(slowest, a.answeredNanos() - a.sentNanos());
            }
        }
        slowestWriteNanos = slowest;
        zxids = new long[sent.size()];
        sentNanos = new long[sent.size()];
        int i = 0;
        long latest = 0;
        for (Map.Entry<Long, Long> entry : sent.entrySet()) {
            latest = Math.max(latest, entry.getValue());
            zxids[i] = entry.getKey();
            sentNanos[i++] = latest;
        }
    }

    /** The duration of the slowest acknowledged write, in nanoseconds. */
    long slowestWriteNanos() {
        return slowestWriteNanos;
    }

    /** A time before which no state that contains this zxid can have existed; 0 if none is known. */
    long notBefore(long zxid) {
        int count = SortedSearch.upTo(zxids.length, i -> zxids[i], zxid);
        return count == 0 ? 0 : sentNanos[count - 1];
    }

    /**
     * An upper bound of the leader's wall clock when it prepared a transaction, in milliseconds: the mtime of the next
     * known transaction of the same leader. Empty if there is none, or if the known transaction before it has a later
     * mtime, which shows that the clock was set back.
     */
    OptionalLong latestMillis(long zxid) {
        Map.Entry<Long, Long> next = mtimes.higherEntry(zxid);
        Map.Entry<Long, Long> before = mtimes.lowerEntry(zxid);
        if (next == null || next.getKey() >>> EPOCH_SHIFT != zxid >>> EPOCH_SHIFT) {
            return OptionalLong.empty();
        }
        boolean setBack = before != null
                && before.getKey() >>> EPOCH_SHIFT == zxid >>> EPOCH_SHIFT
                && before.getValue() > next.getValue();
        return setBack ? OptionalLong.empty() : OptionalLong.of(next.getValue());
    }
}
