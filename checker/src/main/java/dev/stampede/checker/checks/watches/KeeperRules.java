package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.checks.watches.RemovableZnode.Change;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.WatchInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether clients do what TTL znodes and containers require of them. Not thread-safe.
 *
 * <ul>
 *   <li>{@code ttl-lapsed}: the server removed a TTL znode that its client still wanted to keep. For the whole TTL
 *       after the last change of the znode, the client was connected and undisturbed and waited for no response, but
 *       did not change the znode.
 *   <li>{@code entry-refused}: a client could not create a child because the container did not exist, and did not
 *       create the container.
 * </ul>
 */
final class KeeperRules {
    private static final long MILLI = 1_000_000L;

    private final History history;
    private final Analysis analysis;
    private final AnomalyCollector findings;
    private final Map<String, List<Long>> letGo = new HashMap<>();
    private final Map<Integer, List<Interval>> waits = new HashMap<>();
    private final Map<Integer, UndisturbedTime> undisturbed = new HashMap<>();

    KeeperRules(History history, AnomalyCollector findings) {
        this.history = history;
        this.analysis = Analysis.of(history);
        this.findings = findings;
        for (Operation o : history.operations()) {
            if (o.input() instanceof WatchInput.LetGo && o.key() != null) {
                letGo.computeIfAbsent(o.key(), k -> new ArrayList<>()).add(o.invokedNanos());
            }
        }
        for (Attempt a : history.attempts()) {
            long until = Math.min(a.answeredNanos(), history.endNanos());
            if (a.sentNanos() < until && waitsFor(a)) {
                waits.computeIfAbsent(a.client(), c -> new ArrayList<>()).add(new Interval(a.sentNanos(), until));
            }
        }
        letGo.values().forEach(all -> all.sort(null));
    }

    /**
     * Whether the client's thread waits for the response. The requests of {@code setWatch} and {@code readStat} are
     * asynchronous.
     */
    private boolean waitsFor(Attempt a) {
        OperationInput input = a.operation() < 0
                ? null
                : history.operations().get(a.operation()).input();
        return !(input instanceof WatchInput.SetWatch) && !(input instanceof WatchInput.ReadStat);
    }

    void judgeEntries() {
        for (Operation o : history.operations()) {
            if (o.input() instanceof WatchInput.EnterContainer
                    && o.outcome() == Outcome.FAILED
                    && o.errorCode() == ResultCode.NONODE) {
                refused(o);
            }
        }
    }

    private void refused(Operation o) {
        findings.add(
                "entry-refused",
                "client " + o.client() + " could not create " + o.key() + " at " + seconds(o.completedNanos())
                        + " because its container did not exist, and did not create the container",
                Blame.RECIPE,
                new Extent(o.invokedNanos(), o.completedNanos(), Set.of(o.client()), List.of(o.number())),
                WatchCitations.ALWAYS_CHECK);
    }

    void judgeTtl(RemovableZnode znode) {
        if (znode.container() || !znode.removed()) {
            return;
        }
        ClientTimeline clients = analysis.clients();
        Change created = znode.changes().get(0);
        Change last = znode.lastChange();
        long gone = znode.lifetime().goneNanos();
        long kept = Math.min(
                letGoAfter(znode.path(), created.answeredNanos()),
                clients.endOfClientAfter(znode.client(), created.answeredNanos()));
        long idle = undisturbed(znode.client()).doneBy(last.answeredNanos(), znode.ttlMillis() * MILLI);
        if (gone < kept && idle <= gone) {
            findings.add(
                    "ttl-lapsed",
                    "client " + znode.client() + " kept " + znode.text() + ", but did not change it after "
                            + seconds(last.answeredNanos()) + "; the server removed it at zxid "
                            + hex(znode.lifetime().gone()) + " (" + seconds(gone) + ")",
                    Blame.RECIPE,
                    new Extent(
                            last.sentNanos(),
                            gone,
                            Set.of(znode.client()),
                            List.of(znode.operation(), last.operation())),
                    WatchCitations.TTL);
        }
    }

    private long letGoAfter(String path, long nanos) {
        List<Long> all = letGo.getOrDefault(path, List.of());
        int first = SortedSearch.firstAtOrAfter(all.size(), all::get, nanos);
        return first < all.size() ? all.get(first) : Operation.OPEN;
    }

    private UndisturbedTime undisturbed(int client) {
        return undisturbed.computeIfAbsent(client, c -> analysis.disturbances()
                .connected(
                        c, waits.getOrDefault(c, List.of()), analysis.clients().workEndNanos()));
    }
}
