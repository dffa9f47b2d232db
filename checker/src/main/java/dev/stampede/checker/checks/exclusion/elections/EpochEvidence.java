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
 * Determines at which zxid a client read that it was the master, and whether it is certain that it led with the znode
 * of its token.
 *
 * <p>A grant by an operation follows from the operation's last request. A mastership known from samples follows from
 * the last list of the election's znodes that the client received before the first true sample: a latch uses that list
 * and sends no more requests while it leads.
 *
 * <p>Recipes do not report the znode with which they lead, so the token is that of the znode that the client created
 * last. After a create whose response was lost, the token may be that of an earlier znode; then the token is uncertain
 * until a response shows its znode again. O(n log n). Immutable once built.
 */
final class EpochEvidence {
    /** An unknown zxid. */
    static final long UNKNOWN = 0;

    private record Shown(int client, long czxid) {}

    private record Folder(int client, String path) {}

    private final HoldAnalysis analysis;
    /** The responses that showed the znode of a hold to its client. */
    private final Map<Shown, NavigableMap<Long, Attempt>> shown = new HashMap<>();

    private final Map<Folder, NavigableMap<Long, Attempt>> lists = new HashMap<>();
    private final Map<Folder, NavigableMap<Long, Attempt>> lostCreates = new HashMap<>();

    EpochEvidence(HoldAnalysis analysis) {
        this.analysis = analysis;
        boolean samples = false;
        for (Hold hold : analysis.holds().all()) {
            shown.put(new Shown(hold.client(), hold.token()), new TreeMap<>());
            samples |= hold.sampled();
        }
        for (Attempt a : analysis.guard().each(analysis.history().attempts())) {
            String path = a.path();
            if (path == null) {
                continue;
            }
            boolean ok = a.code() == ResultCode.OK;
            var stat = a.stat();
            NavigableMap<Long, Attempt> ofHold =
                    ok && stat != null ? shown.get(new Shown(a.client(), stat.czxid())) : null;
            if (ofHold != null) {
                ofHold.put(a.answeredNanos(), a);
            }
            if (samples && ok && a.opcode() == Opcode.GET_CHILDREN) {
                mapOf(lists, new Folder(a.client(), path)).put(a.answeredNanos(), a);
            }
            if (a.opcode().creates() && (a.code() == null || ZnodeTimeline.INDETERMINATE.contains(a.code()))) {
                mapOf(lostCreates, new Folder(a.client(), ZnodeTimeline.parent(path)))
                        .put(a.sentNanos(), a);
            }
        }
    }

    private static <K> NavigableMap<Long, Attempt> mapOf(Map<K, NavigableMap<Long, Attempt>> all, K key) {
        return all.computeIfAbsent(key, k -> new TreeMap<>());
    }

    /**
     * The zxid at which the hold's client read that it leads; {@link #UNKNOWN} if that zxid, or its token, is
     * uncertain.
     */
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

    /** Whether a response showed the token's znode to the client since its last create with a lost response. */
    private boolean certain(Hold hold) {
        var seen = shown.getOrDefault(new Shown(hold.client(), hold.token()), new TreeMap<>())
                .floorEntry(hold.grantedNanos());
        if (seen == null) {
            return false;
        }
        String folder = ZnodeTimeline.parent(String.valueOf(seen.getValue().path()));
        var lostCreate = lostCreates
                .getOrDefault(new Folder(hold.client(), folder), new TreeMap<>())
                .floorEntry(hold.grantedNanos());
        return lostCreate == null || lostCreate.getKey() < seen.getKey();
    }
}
