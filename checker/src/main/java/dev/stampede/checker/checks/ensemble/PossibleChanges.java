package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.analysis.EffectBounds;
import dev.stampede.checker.analysis.LargestZxids;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often the clients can have changed a znode: by requests whose effect is unknown, and by multis. Immutable; O(n
 * log n) in attempts.
 *
 * <p>A multi of the registers scenario sets each register of a group once, and only checks the version of the group's
 * {@code guard}; any other multi may have changed any znode.
 */
final class PossibleChanges {
    private static final Multis NONE = new Multis();
    private static final String GUARD = "/guard";

    /** The multis of a group: when each was sent, and the largest zxid that each can have; both sorted. */
    private static final class Multis {
        private final List<Long> sentNanos = new ArrayList<>();
        private final List<Long> zxids = new ArrayList<>();

        /** The number of multis that were sent by a time and can have a zxid above {@code afterZxid}. */
        long between(long afterZxid, long byNanos) {
            int sent = SortedSearch.upTo(sentNanos.size(), sentNanos::get, byNanos);
            return sent - (long) SortedSearch.upTo(zxids.size(), zxids::get, afterZxid);
        }
    }

    private final Map<String, List<Long>> uncertainSets = new HashMap<>();
    private final Map<String, List<Long>> aclChanges = new HashMap<>();
    private final Map<String, Multis> groupMultis = new HashMap<>();
    private final LargestZxids otherMultis;
    private final long newestZxid;
    private final Set<Long> acknowledged = new HashSet<>();

    PossibleChanges(History history, ZnodeTimeline znodes, EffectBounds effects) {
        LargestZxids.Builder others = new LargestZxids.Builder();
        long newest = 0;
        for (Attempt a : history.attempts()) {
            boolean ok = a.code() == ResultCode.OK;
            newest = Math.max(newest, a.zxid());
            if (!a.opcode().writes() || !ZnodeTimeline.mayHaveHappened(a.code())) {
                continue;
            }
            if (a.opcode() == Opcode.MULTI) {
                multi(history, znodes, a, others, effects.latestZxid(a));
            } else if (a.path() != null) {
                single(znodes, a, a.path(), ok);
            }
        }
        newestZxid = newest;
        otherMultis = others.build();
        groupMultis.values().forEach(multis -> {
            multis.sentNanos.sort(null);
            multis.zxids.sort(null);
        });
        uncertainSets.values().forEach(all -> all.sort(null));
        aclChanges.values().forEach(all -> all.sort(null));
    }

    private void single(ZnodeTimeline znodes, Attempt a, String path, boolean ok) {
        ZnodeStat stat = a.stat();
        if (ok && a.opcode() == Opcode.SET_DATA && stat != null) {
            acknowledged.add(stat.mzxid());
        } else if (a.opcode() == Opcode.SET_DATA) {
            add(uncertainSets, znodes.absolute(path), a);
        } else if (a.opcode() == Opcode.SET_ACL) {
            add(aclChanges, znodes.absolute(path), a);
        }
    }

    private static void add(Map<String, List<Long>> sent, String path, Attempt a) {
        sent.computeIfAbsent(path, p -> new ArrayList<>()).add(a.sentNanos());
    }

    private void multi(History history, ZnodeTimeline znodes, Attempt a, LargestZxids.Builder others, long latestZxid) {
        Operation o = a.operation() < 0 ? null : history.operations().get(a.operation());
        if (o != null && o.input() instanceof ZnodeInput.Multi && o.key() != null) {
            Multis ofGroup = groupMultis.computeIfAbsent(znodes.absolute(o.key()), g -> new Multis());
            ofGroup.sentNanos.add(a.sentNanos());
            ofGroup.zxids.add(latestZxid);
        } else {
            others.add(a.sentNanos(), latestZxid);
        }
    }

    /**
     * The largest zxid that a client has seen. If the clients stopped earlier than the run, the requests that made
     * later changes may not be in the history.
     */
    long newestZxid() {
        return newestZxid;
    }

    /** Whether a response to a setData shows this zxid. */
    boolean acknowledged(long mzxid) {
        return acknowledged.contains(mzxid);
    }

    /**
     * The largest number of sets of a znode with a zxid above {@code afterZxid}, sent by a time, that no response
     * shows; {@link Long#MAX_VALUE} if there is no limit.
     */
    long unseenSets(String path, long afterZxid, long byNanos) {
        if (otherMultis.by(byNanos) > afterZxid) {
            return Long.MAX_VALUE;
        }
        long multis = path.endsWith(GUARD)
                ? 0
                : groupMultis.getOrDefault(ZnodeTimeline.parent(path), NONE).between(afterZxid, byNanos);
        return multis + sentBy(uncertainSets, path, byNanos);
    }

    /** The largest number of changes of a znode's ACL by requests that were sent by a time. */
    long aclChanges(String path, long byNanos) {
        return sentBy(aclChanges, path, byNanos);
    }

    private static long sentBy(Map<String, List<Long>> sent, String path, long byNanos) {
        List<Long> all = sent.getOrDefault(path, List.of());
        return SortedSearch.upTo(all.size(), all::get, byNanos);
    }
}
