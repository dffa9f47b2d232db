package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.SeenZxids;
import dev.stampede.checker.analysis.SingleRequests;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Kind {@code refused-version}: a setData or delete with a version was answered with BadVersion, although the znode had
 * this version in every state in which the leader may have judged the request. Not thread-safe; O(n log n).
 *
 * <p>The leader judges a write in a state that contains every change that the session had seen, and every change that
 * was acknowledged before the request was sent. The reply has at least the zxid of that state. Therefore the refusal is
 * wrong if the znode had the version from such a change on, until the zxid of the reply. It had the version until then
 * if the next version is known to be newer, or if a later reply of a session that had seen that zxid still shows it.
 *
 * <p>The history does not contain the version of a request. Therefore only operations are judged that are a single
 * request of a raw client, which sends the version of its operation unchanged.
 */
final class RefusedVersions {
    /** A version of an incarnation of a znode, as the Stats of replies show it. */
    private static final class KnownVersion {
        private final long czxid;
        private final long mzxid;
        /** When a client first saw it. */
        private long knownNanos = Long.MAX_VALUE;
        /** The largest zxid of a state that certainly shows it. */
        private long shownAtZxid;

        KnownVersion(long czxid, long mzxid) {
            this.czxid = czxid;
            this.mzxid = mzxid;
        }
    }

    private final History history;
    private final SingleRequests single;
    private final SeenZxids seen;
    private final AnomalyCollector findings;
    private final BudgetGuard guard;
    /** For each path of a refused request, the versions of each incarnation by czxid, in the order of the replies. */
    private final Map<String, Map<Long, Map<Integer, KnownVersion>>> known = new HashMap<>();

    private final Set<String> reported = new HashSet<>();

    RefusedVersions(History history, AnomalyCollector findings, BudgetGuard guard) {
        Analysis analysis = Analysis.of(history);
        this.history = history;
        this.single = analysis.singleRequests();
        this.seen = analysis.seenZxids();
        this.findings = findings;
        this.guard = guard;
    }

    void judge() {
        if (!history.header().rawRequests()) {
            return;
        }
        List<Attempt> refused = new ArrayList<>();
        for (Attempt a : guard.each(history.attempts(o -> o == Opcode.SET_DATA || o == Opcode.DELETE))) {
            if (a.code() == ResultCode.BADVERSION && a.stateZxid() > 0 && version(a) != null) {
                refused.add(a);
            }
        }
        if (refused.isEmpty()) {
            return;
        }
        refused.forEach(a -> known.put(String.valueOf(a.path()), new LinkedHashMap<>()));
        guard.each(history.attempts()).forEach(this::gather);
        guard.each(refused).forEach(this::judge);
    }

    /** The version that a request demanded; null if it is not known. */
    private @Nullable Integer version(Attempt a) {
        Operation o = a.operation() < 0 ? null : history.operations().get(a.operation());
        if (o == null || a.path() == null || !a.path().equals(o.key()) || !single.contains(o.number())) {
            return null;
        }
        OperationInput input = o.input();
        int version = input instanceof ZnodeInput.SetData set
                ? set.version()
                : input instanceof ZnodeInput.Delete delete ? delete.version() : -1;
        return version < 0 ? null : version;
    }

    private void gather(Attempt a) {
        ZnodeStat stat = a.code() == ResultCode.OK ? a.stat() : null;
        String path = a.path();
        if (stat == null || path == null || stat.czxid() == 0 || a.opcode().multi()) {
            return;
        }
        Map<Long, Map<Integer, KnownVersion>> incarnations = known.get(path);
        if (incarnations == null) {
            return;
        }
        KnownVersion version = incarnations
                .computeIfAbsent(stat.czxid(), i -> new HashMap<>())
                .computeIfAbsent(stat.version(), v -> new KnownVersion(stat.czxid(), stat.mzxid()));
        if (version.mzxid == stat.mzxid()) {
            version.knownNanos = Math.min(version.knownNanos, a.answeredNanos());
            version.shownAtZxid = Math.max(version.shownAtZxid, Math.max(stat.mzxid(), seen.before(a)));
        }
    }

    private void judge(Attempt a) {
        String path = String.valueOf(a.path());
        Integer version = version(a);
        if (version == null) {
            return;
        }
        for (Map<Integer, KnownVersion> versions :
                known.getOrDefault(path, Map.of()).values()) {
            KnownVersion demanded = versions.get(version);
            if (demanded == null) {
                continue;
            }
            KnownVersion next = versions.get(version + 1);
            long untilZxid = Math.max(demanded.shownAtZxid, next == null ? 0 : next.mzxid - 1);
            boolean applied = demanded.mzxid <= seen.before(a) || demanded.knownNanos < a.sentNanos();
            if (applied && a.stateZxid() <= untilZxid && reported.add(path)) {
                report(a, path, version, demanded, untilZxid);
            }
        }
    }

    private void report(Attempt a, String path, int version, KnownVersion demanded, long untilZxid) {
        findings.add(
                "refused-version",
                "session " + hex(a.session()) + " was answered that " + path + " does not have the version " + version
                        + ", by zxid " + hex(a.stateZxid()) + ", although it had this version from zxid "
                        + hex(demanded.mzxid) + " to at least " + hex(untilZxid) + " (czxid "
                        + hex(demanded.czxid) + ")",
                Blame.ZOOKEEPER,
                new Extent(
                                Math.min(demanded.knownNanos, a.sentNanos()),
                                a.answeredNanos(),
                                Set.of(a.client()),
                                List.of(a.operation()))
                        .about(Set.of(path), Set.of()),
                ZooKeeperCitations.VERSION);
    }
}
