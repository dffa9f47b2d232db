package dev.stampede.checker.checks.exclusion.elections;

import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.checks.exclusion.views.GrantRequests;
import dev.stampede.checker.checks.exclusion.views.Hold;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * By which read, at which zxid, a master came to lead by the znode of its token; and whether that is certain.
 *
 * <p>A grant that is an operation rests on the last request beneath it. A master known from samples rests on the last list of
 * the election's znodes that its client was given before the first true sample: a latch leads by that list, and asks no more
 * while it leads.
 *
 * <p>Recipes do not tell by which znode they lead: the token is that of the znode that the client created last. After a
 * create whose answer was lost it may be that of an earlier one, so then nothing is certain, until an answer shows the
 * token's znode again. O(n log n). Immutable once built.
 */
final class EpochEvidence {
    /** The zxid that nobody knows. */
    static final long UNKNOWN = 0;

    private record Shown(int client, long czxid) {}

    private record Folder(int client, String path) {}

    private final HoldAnalysis analysis;
    private final Map<Shown, NavigableMap<Long, Attempt>> shown = new HashMap<>();
    private final Map<Folder, NavigableMap<Long, Attempt>> lists = new HashMap<>();
    private final Map<Folder, NavigableMap<Long, Attempt>> lost = new HashMap<>();

    EpochEvidence(HoldAnalysis analysis) {
        this.analysis = analysis;
        for (Attempt a : analysis.history().attempts()) {
            analysis.guard().step();
            String path = a.path();
            if (path == null) {
                continue;
            }
            boolean ok = a.code() == ResultCode.OK;
            var stat = a.stat();
            if (ok && stat != null) {
                at(shown, new Shown(a.client(), stat.czxid())).put(a.answeredNanos(), a);
            }
            if (ok && a.opcode() == Opcode.GET_CHILDREN) {
                at(lists, new Folder(a.client(), path)).put(a.answeredNanos(), a);
            }
            if (a.opcode().creates() && (a.code() == null || ZnodeTimeline.INDETERMINATE.contains(a.code()))) {
                at(lost, new Folder(a.client(), ZnodeTimeline.parent(path))).put(a.sentNanos(), a);
            }
        }
    }

    private static <K> NavigableMap<Long, Attempt> at(Map<K, NavigableMap<Long, Attempt>> all, K key) {
        return all.computeIfAbsent(key, k -> new TreeMap<>());
    }

    /** At which zxid the hold's client read that it leads, {@link #UNKNOWN} if that, or its token, is not certain. */
    long zxid(Hold hold) {
        if (hold.token() == 0 || !certain(hold)) {
            return UNKNOWN;
        }
        if (hold.sampled()) {
            var list = lists.getOrDefault(new Folder(hold.client(), hold.key()), new TreeMap<>())
                    .floorEntry(hold.grantedNanos());
            return list == null
                    ? UNKNOWN
                    : Math.max(hold.token(), list.getValue().zxid());
        }
        GrantRequests.Basis basis = analysis.znodes().basis(hold);
        if (basis.attempt() < 0) {
            return UNKNOWN;
        }
        Attempt attempt = analysis.history().attempts().get(basis.attempt());
        return attempt.opcode().creates() ? hold.token() : Math.max(hold.token(), attempt.zxid());
    }

    /** Whether the client has been shown the token's znode since its last create whose answer was lost. */
    private boolean certain(Hold hold) {
        var seen = shown.getOrDefault(new Shown(hold.client(), hold.token()), new TreeMap<>())
                .floorEntry(hold.grantedNanos());
        if (seen == null) {
            return false;
        }
        String folder = ZnodeTimeline.parent(String.valueOf(seen.getValue().path()));
        var doubt = lost.getOrDefault(new Folder(hold.client(), folder), new TreeMap<>())
                .floorEntry(hold.grantedNanos());
        return doubt == null || doubt.getKey() < seen.getKey();
    }
}
