package dev.stampede.checker.checks.watches;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.checks.watches.RemovableZnode.Change;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.WatchInput;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The TTL znodes and containers that clients created. The TTL is that of the {@code createTtl} operation, because a
 * Stat does not show the TTL. Immutable once built; O(n log n).
 */
final class RemovalLog {
    private final History history;
    private final ZnodeTimeline znodes;
    private final Map<Long, List<Change>> changes = new HashMap<>();
    private final Map<Long, Attempt> creates = new HashMap<>();
    private final Map<String, Set<String>> childrenRequested = new HashMap<>();
    private final Set<String> uncertain = new HashSet<>();
    private final List<RemovableZnode> removable = new ArrayList<>();
    private boolean multis;

    RemovalLog(History history) {
        this.history = history;
        this.znodes = Analysis.of(history).znodes();
        history.attempts().forEach(this::addWrite);
        changes.values().forEach(all -> all.sort(Comparator.comparingLong(Change::zxid)));
        creates.values().stream()
                .sorted(Comparator.comparingInt(Attempt::number))
                .forEach(this::add);
    }

    private void addWrite(Attempt a) {
        String path = a.path();
        if (a.opcode() == Opcode.MULTI && ZnodeTimeline.mayHaveHappened(a.code())) {
            multis = true;
        }
        boolean sets = a.opcode() == Opcode.SET_DATA;
        if (path == null || !(sets || a.opcode().creates()) || !ZnodeTimeline.mayHaveHappened(a.code())) {
            return;
        }
        String parent = ZnodeTimeline.parent(path);
        if (!sets) {
            childrenRequested.computeIfAbsent(parent, p -> new HashSet<>()).add(path);
        }
        ZnodeStat stat = a.stat();
        if (a.code() != ResultCode.OK || stat == null) {
            uncertain.add(sets ? path : parent);
            return;
        }
        changes.computeIfAbsent(stat.czxid(), c -> new ArrayList<>())
                .add(new Change(stat.mzxid(), stat.mtime(), a.operation(), a.sentNanos(), a.answeredNanos()));
        if (a.opcode() == Opcode.CREATE_TTL || a.opcode() == Opcode.CREATE_CONTAINER) {
            creates.put(stat.czxid(), a);
        }
    }

    private void add(Attempt create) {
        Operation o = create.operation() < 0 ? null : history.operations().get(create.operation());
        boolean container = create.opcode() == Opcode.CREATE_CONTAINER;
        long ttl = o != null && o.input() instanceof WatchInput.CreateTtl ttlOf ? ttlOf.ttlMillis() : 0;
        String path = create.path();
        ZnodeStat stat = create.stat();
        if (path == null || stat == null || (!container && ttl == 0)) {
            return; // Its TTL is unknown.
        }
        ZnodeLifetime lifetime = znodes.lifetime(stat.czxid(), create.answeredNanos());
        PathTimeline timeline = znodes.path(znodes.absolute(path));
        boolean deletable = timeline == null || timeline.mayHaveBeenDeleted(stat.czxid(), lifetime.goneNanos());
        List<Change> before = changes.getOrDefault(stat.czxid(), List.of()).stream()
                .filter(c -> c.zxid() < lifetime.gone())
                .toList();
        removable.add(new RemovableZnode(
                create.client(),
                create.operation(),
                path,
                container ? 0 : ttl,
                before,
                lifetime,
                multis || uncertain.contains(path),
                multis || deletable));
    }

    /** These znodes, in the order of their creates. */
    List<RemovableZnode> removable() {
        return removable;
    }

    /** Whether a client ever requested the create of a child of this znode, or a multi, whose content is unknown. */
    boolean mayHaveHadChildren(RemovableZnode znode) {
        return multis || childrenRequested.containsKey(znode.path());
    }

    /** The known children that were created during the lifetime of a znode, in the order of their creates. */
    List<ZnodeLifetime> children(RemovableZnode znode) {
        return znodes.children(znodes.absolute(znode.path())).stream()
                .filter(c -> c.czxid() > znode.lifetime().czxid())
                .filter(c -> c.czxid() < znode.lifetime().gone())
                .map(c -> znodes.lifetime(c.czxid(), 0))
                .toList();
    }
}
