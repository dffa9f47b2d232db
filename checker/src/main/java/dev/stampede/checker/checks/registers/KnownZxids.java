package dev.stampede.checker.checks.registers;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The zxids in attempts: the known changes of each path, and the zxids that each operation saw. Immutable. */
final class KnownZxids {
    /** The result if there is no known change. */
    static final long NONE = Long.MAX_VALUE;

    /** The changes of one path: in any order while they are collected, then ascending. */
    private static final class Changes {
        private long[] zxids = new long[4];
        private int size;

        void add(long zxid) {
            if (size > 0 && zxids[size - 1] == zxid) {
                return;
            }
            if (size == zxids.length) {
                zxids = Arrays.copyOf(zxids, 2 * size);
            }
            zxids[size++] = zxid;
        }

        void freeze() {
            zxids = Arrays.stream(zxids, 0, size).sorted().distinct().toArray();
        }
    }

    private final Map<String, Changes> changes = new HashMap<>();
    private final long[] shown;

    KnownZxids(History history, BudgetGuard guard) {
        shown = new long[history.operations().size()];
        for (Attempt a : guard.each(history.attempts())) {
            ZnodeStat stat = a.stat();
            String path = a.path();
            if (stat == null || path == null || a.code() != ResultCode.OK || a.answeredNanos() == Operation.OPEN) {
                continue;
            }
            Changes ofPath = changes.computeIfAbsent(path, p -> new Changes());
            ofPath.add(stat.czxid());
            ofPath.add(stat.mzxid());
            if (a.operation() >= 0 && a.operation() < shown.length) {
                shown[a.operation()] = Math.max(shown[a.operation()], stat.mzxid());
            }
        }
        changes.values().forEach(Changes::freeze);
    }

    /** The next known change of a path after a zxid; {@link #NONE} if there is none. */
    long changeAfter(String path, long zxid) {
        Changes ofPath = changes.get(path);
        if (ofPath == null) {
            return NONE;
        }
        long[] all = ofPath.zxids;
        int next = SortedSearch.upTo(all.length, i -> all[i], zxid);
        return next == all.length ? NONE : all[next];
    }

    /** The largest zxid of a change that an operation saw, 0 if none. */
    long shownTo(int operation) {
        return shown[operation];
    }
}
