package dev.stampede.checker.checks.registration;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The znodes with which clients registered themselves. Immutable once built; O(n log n) in attempts. */
public final class RegisteredZnodes {
    private final Map<String, List<RegisteredZnode>> byPath = new HashMap<>();
    private long longestWriteNanos;

    private RegisteredZnodes() {}

    /** The znodes at these paths. */
    public static RegisteredZnodes of(History history, Set<String> paths) {
        RegisteredZnodes znodes = new RegisteredZnodes();
        ZnodeTimeline timelines = Analysis.of(history).znodes();
        Map<Long, Long> proven = proven(history);
        znodes.shown(history, paths).forEach((path, shown) -> {
            PathTimeline timeline = timelines.path(timelines.absolute(path));
            long goneNanos = Operation.OPEN;
            long next = Long.MAX_VALUE;
            List<RegisteredZnode> found = new ArrayList<>();
            for (Map.Entry<Long, Attempt> znode : shown.descendingMap().entrySet()) {
                long czxid = znode.getKey();
                Attempt a = znode.getValue();
                // A later delete or create at the path proves that the znode was gone.
                goneNanos = timeline == null ? goneNanos : Math.min(goneNanos, timeline.seenGone(czxid, next));
                found.add(new RegisteredZnode(
                        path,
                        a.client(),
                        czxid,
                        a.session(),
                        a.sentNanos(),
                        a.answeredNanos(),
                        proven.getOrDefault(a.session(), a.sentNanos()),
                        goneNanos));
                goneNanos = Math.min(goneNanos, a.answeredNanos());
                next = czxid;
            }
            found.sort(Comparator.comparingLong(RegisteredZnode::fromNanos));
            znodes.byPath.put(path, List.copyOf(found));
        });
        return znodes;
    }

    /**
     * By path and czxid, the first response that shows the znode to the session that created it. This is not always the
     * response to its creation, which may be lost.
     */
    private Map<String, NavigableMap<Long, Attempt>> shown(History history, Set<String> paths) {
        Map<String, NavigableMap<Long, Attempt>> shown = new HashMap<>();
        for (Attempt a : history.attempts()) {
            if (a.code() != ResultCode.OK || a.path() == null || a.stat() == null || !paths.contains(a.path())) {
                continue;
            }
            if (a.opcode().creates() || a.stat().ephemeralOwner() == a.session()) {
                shown.computeIfAbsent(a.path(), p -> new TreeMap<>())
                        .merge(a.stat().czxid(), a, (x, y) -> x.answeredNanos() <= y.answeredNanos() ? x : y);
            }
            if (a.opcode().creates() || a.opcode() == Opcode.SET_DATA) {
                longestWriteNanos = Math.max(longestWriteNanos, a.answeredNanos() - a.sentNanos());
            }
        }
        return shown;
    }

    /** The last time at which each session certainly lived: when a request was sent that was answered. */
    private static Map<Long, Long> proven(History history) {
        Map<Long, Long> proven = new HashMap<>();
        for (Attempt a : history.attempts()) {
            if (a.session() != 0 && a.code() == ResultCode.OK && a.opcode() != Opcode.CLOSE) {
                proven.merge(a.session(), a.sentNanos(), Math::max);
            }
        }
        return proven;
    }

    /** The znodes at a path, in the order in which they were first shown. */
    public List<RegisteredZnode> at(String path) {
        return byPath.getOrDefault(path, List.of());
    }

    /** The number of znodes at a path that had been shown up to a moment. */
    public int shownBy(String path, long nanos) {
        List<RegisteredZnode> all = at(path);
        return SortedSearch.upTo(all.size(), i -> all.get(i).fromNanos(), nanos);
    }

    /** The duration of the slowest acknowledged write at these paths. */
    public long longestWriteNanos() {
        return longestWriteNanos;
    }
}
