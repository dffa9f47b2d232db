package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.SeenZxids;
import dev.stampede.checker.analysis.SingleRequests;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kind {@code children-differ}: a response counts fewer children than certainly existed in every state that the member
 * may have had, or more than may have existed in some of these states. These are the states from the oldest one that
 * the response may show ({@link SeenZxids#oldestShown}) to the newest one ({@link Attempt#stateZxid}). Not thread-safe;
 * O(n log n).
 *
 * <p>Only parents that were created during the run are judged. Nothing is judged if a multi with unknown content may
 * have taken effect.
 */
final class ChildCounts {
    private final History history;
    private final ZnodeTimeline znodes;
    private final SingleRequests single;
    private final AnomalyCollector findings;
    private final BudgetGuard guard;
    private final Map<String, Children> byParent = new HashMap<>();
    /** For each parent, when the creates of children were sent whose effect is unknown. */
    private final Map<String, List<Long>> uncertainCreates = new HashMap<>();

    private boolean unknownMultis;

    /** The zxids of the children of one parent, each list sorted. */
    private static final class Children {
        private final List<Long> created = new ArrayList<>();
        private final List<Long> lastAlive = new ArrayList<>();
        private final List<Long> firstGone = new ArrayList<>();

        Children(List<ZnodeLifetime> all) {
            for (ZnodeLifetime life : all) {
                created.add(life.czxid());
                lastAlive.add(life.alive());
                firstGone.add(life.gone());
            }
            lastAlive.sort(null);
            firstGone.sort(null);
        }

        /** The number of children that certainly existed in every state from one zxid to another. */
        long least(long fromZxid, long toZxid) {
            return upTo(created, fromZxid) - upTo(lastAlive, toZxid - 1);
        }

        /** The number of children that may have existed in at least one state from one zxid to another. */
        long most(long fromZxid, long toZxid) {
            return upTo(created, toZxid) - upTo(firstGone, fromZxid);
        }

        private static long upTo(List<Long> sorted, long zxid) {
            return SortedSearch.upTo(sorted.size(), sorted::get, zxid);
        }
    }

    ChildCounts(History history, AnomalyCollector findings, BudgetGuard guard) {
        this.guard = guard;
        this.history = history;
        this.znodes = Analysis.of(history).znodes();
        this.single = Analysis.of(history).singleRequests();
        this.findings = findings;
    }

    void judge() {
        List<Attempt> counted = new ArrayList<>();
        for (Attempt a : guard.each(history.attempts(ChildCounts::matters))) {
            Operation o = a.operation() < 0 ? null : history.operations().get(a.operation());
            if (a.opcode() == Opcode.MULTI && ZnodeTimeline.mayHaveHappened(a.code())) {
                unknownMultis |= o == null || !(o.input() instanceof ZnodeInput.Multi);
            } else if (a.opcode().creates() && a.path() != null && uncertain(a)) {
                uncertainCreates
                        .computeIfAbsent(ZnodeTimeline.parent(a.path()), p -> new ArrayList<>())
                        .add(a.sentNanos());
            } else if (o != null && a.code() == ResultCode.OK && o.input() instanceof ZnodeInput.CountChildren) {
                counted.add(a);
            }
        }
        if (unknownMultis || counted.isEmpty()) {
            return;
        }
        uncertainCreates.values().forEach(all -> all.sort(null));
        SeenZxids seen = Analysis.of(history).seenZxids();
        for (Attempt a : guard.each(counted)) {
            long before = seen.oldestShown(a);
            if (a.path() != null && before > 0 && a.stateZxid() > 0) {
                Operation o = history.operations().get(a.operation());
                if (o.output() instanceof OperationOutput.WholeNumber number && single.contains(o.number())) {
                    judge(o, a, a.path(), before, number.value());
                }
            }
        }
    }

    private static boolean matters(Opcode opcode) {
        return opcode == Opcode.MULTI || opcode.creates() || opcode == Opcode.GET_CHILDREN;
    }

    private static boolean uncertain(Attempt a) {
        return ZnodeTimeline.mayHaveHappened(a.code()) && (a.code() != ResultCode.OK || a.stat() == null);
    }

    private void judge(Operation o, Attempt a, String path, long seen, long listed) {
        String parent = znodes.absolute(path);
        PathTimeline timeline = znodes.path(parent);
        Long created = timeline == null ? null : timeline.firstCreate();
        if (created == null || !znodes.createdInThisRun(created)) {
            return;
        }
        Children children = byParent.computeIfAbsent(parent, p -> new Children(znodes.children(p)));
        List<Long> sent = uncertainCreates.getOrDefault(path, List.of());
        long least = children.least(seen, a.stateZxid());
        long most = children.most(seen, a.stateZxid()) + SortedSearch.upTo(sent.size(), sent::get, a.answeredNanos());
        if (listed < least || listed > most) {
            findings.add(
                    "children-differ",
                    "client " + o.client() + " was answered with " + listed + " children of " + path + " at "
                            + seconds(o.completedNanos()) + ", although it had "
                            + (listed < least ? "at least " + least : "at most " + most)
                            + " from zxid " + hex(seen) + " to " + hex(a.stateZxid()),
                    Blame.ZOOKEEPER,
                    new Extent(a.sentNanos(), a.answeredNanos(), Set.of(o.client()), List.of(o.number()))
                            .about(Set.of(path), Set.of()),
                    ZooKeeperCitations.SINGLE_SYSTEM_IMAGE);
        }
    }
}
