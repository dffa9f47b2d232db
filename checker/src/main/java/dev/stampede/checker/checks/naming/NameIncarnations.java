package dev.stampede.checker.checks.naming;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.checks.naming.NameLog.State;
import dev.stampede.checker.checks.naming.NameWrite.Kind;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a client removed each znode of a name before the next one was created.
 *
 * <p>The znodes of a name are ordered by their czxids. Between the last known state of one znode and the czxid of the
 * next one there must be a removal. Each remove request accounts for one removal (a {@code put} for up to two). A
 * request may have taken effect within an interval of zxids: after everything that was certain at its invocation, and
 * no later than the last zxid that its session had seen at its completion (unbounded if its response was lost). So
 * these gaps must be matched with these intervals. Taking for each gap, in order, the possible request whose interval
 * ends first finds a matching if there is one, because a request that is possible for a gap stays possible for later
 * gaps until its end. O(n log n).
 */
final class NameIncarnations {
    private final History history;
    private final NameLog log;
    private final KnownState knownState;
    private final AnomalyCollector findings;
    private final Map<Long, NameWrite> byCzxid = new HashMap<>();
    private final TreeMap<Long, Long> lastStates = new TreeMap<>();

    NameIncarnations(History history, NameLog log, KnownState knownState, AnomalyCollector findings) {
        this.history = history;
        this.log = log;
        this.knownState = knownState;
        this.findings = findings;
        for (State state : log.states().values()) {
            if (state.czxid() != 0) {
                lastStates.merge(state.czxid(), state.mzxid(), Math::max);
            }
        }
        for (NameWrite w : log.writes()) {
            if (w.kind().creates() && w.zxid() != 0 && w.zxid() == w.czxid()) {
                byCzxid.put(w.czxid(), w);
            }
        }
    }

    private record Removal(long afterZxid, NameWrite write) {}

    void judge() {
        List<Removal> removals = new ArrayList<>();
        for (NameWrite w : log.writes()) {
            for (int i = 0; i < w.kind().removes(); i++) {
                removals.add(new Removal(
                        knownState.atInvocation(w.operation().number()).mzxid(), w));
            }
        }
        removals.sort(Comparator.comparingLong(Removal::afterZxid));
        PriorityQueue<Removal> possible =
                new PriorityQueue<>(Comparator.comparingLong(r -> r.write().maxZxid()));
        int next = 0;
        Map.@Nullable Entry<Long, Long> before = null;
        for (Map.Entry<Long, Long> incarnation : lastStates.entrySet()) {
            if (before != null) {
                long gapFrom = before.getValue();
                while (next < removals.size() && removals.get(next).afterZxid() < incarnation.getKey()) {
                    possible.add(removals.get(next));
                    next++;
                }
                while (!possible.isEmpty() && possible.peek().write().maxZxid() <= gapFrom) {
                    possible.remove();
                }
                explain(before.getKey(), gapFrom, incarnation.getKey(), possible);
            }
            before = incarnation;
        }
    }

    private void explain(long older, long gapFrom, long czxid, PriorityQueue<Removal> possible) {
        NameWrite creator = byCzxid.get(czxid);
        if (creator != null && (creator.kind() == Kind.REPLACE || creator.kind() == Kind.PUT)) {
            return; // A replace or a put removes the existing znode itself.
        }
        if (possible.poll() != null) {
            return;
        }
        NameWrite first = byCzxid.get(older);
        report(
                "created-over",
                log.name() + " was created at " + hex(older) + by(first) + " and had the state " + hex(gapFrom)
                        + ", and was created again at " + hex(czxid) + by(creator)
                        + "; no client had sent a remove request that can have taken effect in between",
                first,
                creator);
    }

    private static String by(@Nullable NameWrite write) {
        return write == null ? "" : " by client " + write.operation().client();
    }

    private void report(String kind, String headline, @Nullable NameWrite first, @Nullable NameWrite second) {
        TreeSet<Integer> clients = new TreeSet<>();
        List<Integer> operations = new ArrayList<>();
        long from = Long.MAX_VALUE;
        long to = 0;
        for (NameWrite w : new NameWrite[] {first, second}) {
            if (w != null) {
                Operation o = w.operation();
                clients.add(o.client());
                operations.add(o.number());
                from = Math.min(from, o.invokedNanos());
                to = Math.max(to, Math.min(o.completedNanos(), history.endNanos()));
            }
        }
        findings.add(
                kind,
                headline,
                Blame.RECIPE,
                new Extent(Math.min(from, to), to, clients, operations),
                NamingCitations.UNIQUE_NAME);
    }
}
