package dev.stampede.checker.checks.registers;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The zxids in attempts: the known changes of each path, and the zxids that each operation saw. Immutable. */
final class KnownZxids {
    private static final int BUDGET_EVERY = 1 << 12;

    private final Map<String, NavigableSet<Long>> changes = new HashMap<>();
    private final long[] shown;
    private boolean whole = true;

    KnownZxids(History history, CheckBudget budget) {
        shown = new long[history.operations().size()];
        for (Attempt a : history.attempts()) {
            if (a.number() % BUDGET_EVERY == 0 && budget.exhausted()) {
                whole = false;
                return;
            }
            ZnodeStat stat = a.stat();
            String path = a.path();
            if (stat == null || path == null || a.code() != ResultCode.OK || a.answeredNanos() == Operation.OPEN) {
                continue;
            }
            changes.computeIfAbsent(path, p -> new TreeSet<>()).addAll(List.of(stat.czxid(), stat.mzxid()));
            if (a.operation() >= 0 && a.operation() < shown.length) {
                shown[a.operation()] = Math.max(shown[a.operation()], stat.mzxid());
            }
        }
    }

    /** The next known change of a path after a zxid; null if there is none. */
    @Nullable
    Long changeAfter(String path, long zxid) {
        NavigableSet<Long> all = changes.get(path);
        return all == null ? null : all.higher(zxid);
    }

    /** The largest zxid of a change that an operation saw, 0 if none. */
    long shownTo(int operation) {
        return shown[operation];
    }

    boolean whole() {
        return whole;
    }
}
