package dev.stampede.checker.checks.configuration;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What clients looked at, were shown, were told and wrote, by client and key. O(n log n). Not thread-safe. */
final class PropagationEvidence {
    private static final Set<Opcode> READS = EnumSet.of(Opcode.GET_DATA, Opcode.EXISTS);
    private static final int BUDGET_EVERY = 1 << 12;

    /** A state of a key in a client's hands. */
    private record Shown(int client, String key, long mzxid) {}

    private record Answer(long atNanos, long session) {}

    private final Map<WatchedKey, List<ViewObservation>> looks =
            new TreeMap<>(Comparator.comparing(WatchedKey::key).thenComparing(WatchedKey::client));
    private final Map<WatchedKey, List<StatObservation>> sights = new HashMap<>();
    private final Map<WatchedKey, List<WatchedFetch>> fetches = new HashMap<>();
    private final Map<WatchedKey, List<Long>> events = new HashMap<>();
    private final Map<String, List<AcknowledgedWrite>> writes = new TreeMap<>();
    private final Map<Integer, List<Long>> lives = new HashMap<>();
    private final Map<Shown, List<Answer>> answers = new HashMap<>();
    private final Map<Integer, Attempt> byOperation = new HashMap<>();
    private boolean whole = true;

    private PropagationEvidence() {}

    /** Reads a history; {@link #whole} says whether the budget sufficed. */
    static PropagationEvidence of(History history, CheckBudget budget) {
        PropagationEvidence records = new PropagationEvidence();
        records.attempts(history, budget);
        records.operations(history, budget);
        records.sort();
        return records;
    }

    private void attempts(History history, CheckBudget budget) {
        for (Attempt a : history.attempts()) {
            if (a.number() % BUDGET_EVERY == 0 && budget.exhausted()) {
                whole = false;
                return;
            }
            String path = a.path();
            ResultCode code = a.code();
            if (path == null || code == null || a.answeredNanos() == Operation.OPEN || a.session() == 0) {
                continue;
            }
            ZnodeStat stat = a.stat();
            if (code == ResultCode.OK && stat != null && stat.mzxid() != 0) {
                shown(a, path, new KeyState(stat.mzxid(), stat.czxid(), stat.version()));
            } else if (code == ResultCode.NONODE && READS.contains(a.opcode())) {
                shown(a, path, KeyState.ABSENT);
            }
        }
    }

    private void shown(Attempt a, String path, KeyState state) {
        WatchedKey follower = new WatchedKey(a.client(), path);
        sights.computeIfAbsent(follower, f -> new ArrayList<>())
                .add(new StatObservation(
                        a.number(), a.operation(), a.session(), a.sentNanos(), a.answeredNanos(), state));
        answers.computeIfAbsent(new Shown(a.client(), path, state.mzxid()), s -> new ArrayList<>())
                .add(new Answer(a.answeredNanos(), a.session()));
        if (a.opcode().creates() || a.opcode() == Opcode.SET_DATA) {
            writes.computeIfAbsent(path, p -> new ArrayList<>())
                    .add(new AcknowledgedWrite(path, a.operation(), state, a.sentNanos(), a.answeredNanos()));
        }
        if (a.operation() >= 0 && READS.contains(a.opcode())) {
            byOperation.put(a.operation(), a);
        }
    }

    private void operations(History history, CheckBudget budget) {
        for (Operation o : history.operations()) {
            if (o.number() % BUDGET_EVERY == 0 && budget.exhausted()) {
                whole = false;
                return;
            }
            if (!o.completed()) {
                continue;
            }
            lives.computeIfAbsent(o.client(), c -> new ArrayList<>()).add(o.completedNanos());
            String key = o.key();
            if (key != null && o.outcome() == Outcome.OK) {
                take(o, new WatchedKey(o.client(), key));
            }
        }
    }

    private void take(Operation o, WatchedKey follower) {
        OperationInput input = o.input();
        if (input instanceof ZnodeInput.ViewChange) {
            if (o.output() instanceof OperationOutput.Shown shown) {
                KeyState state = KeyState.of(shown.state());
                looks.computeIfAbsent(follower, f -> new ArrayList<>())
                        .add(new ViewObservation(o.number(), o.invokedNanos(), state, source(o, follower, state)));
            }
        } else if (input instanceof ZnodeInput.Notified) {
            events.computeIfAbsent(follower, f -> new ArrayList<>()).add(o.invokedNanos());
        } else if (input instanceof ZnodeInput.Read read && read.kind() == ZnodeInput.ReadKind.FETCH) {
            Attempt last = byOperation.get(o.number());
            if (last != null && o.output() instanceof OperationOutput.Shown shown) {
                KeyState state = KeyState.of(shown.state());
                fetches.computeIfAbsent(follower, f -> new ArrayList<>())
                        .add(new WatchedFetch(o.number(), last.session(), o.completedNanos(), state));
            }
        }
        // Writes are taken from their attempts; what else there is says nothing of views.
    }

    /** The session whose answer showed the client what it now acts on; the operation's own if no answer did. */
    private long source(Operation o, WatchedKey follower, KeyState state) {
        List<Answer> all = answers.getOrDefault(new Shown(follower.client(), follower.key(), state.mzxid()), List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).atNanos() <= o.invokedNanos()) {
                return all.get(i).session();
            }
        }
        return o.session();
    }

    private void sort() {
        looks.values().forEach(l -> l.sort(Comparator.comparingLong(ViewObservation::atNanos)));
        sights.values().forEach(l -> l.sort(Comparator.comparingLong(StatObservation::answeredNanos)));
        fetches.values().forEach(l -> l.sort(Comparator.comparingLong(WatchedFetch::completedNanos)));
        events.values().forEach(l -> l.sort(Comparator.naturalOrder()));
        writes.values().forEach(l -> l.sort(Comparator.comparingLong(AcknowledgedWrite::answeredNanos)));
        lives.values().forEach(l -> l.sort(Comparator.naturalOrder()));
    }

    /** Whether the budget sufficed to read all of it. */
    boolean whole() {
        return whole;
    }

    /** Those that act on a key, by key and client. */
    Set<WatchedKey> followers() {
        return looks.keySet();
    }

    /** In order of time. */
    List<ViewObservation> looks(WatchedKey follower) {
        return looks.getOrDefault(follower, List.of());
    }

    /** In the order of their answers. */
    List<StatObservation> sights(WatchedKey follower) {
        return sights.getOrDefault(follower, List.of());
    }

    /** In the order of their completion. */
    List<WatchedFetch> fetches(WatchedKey follower) {
        return fetches.getOrDefault(follower, List.of());
    }

    /** The times at which events of the key reached the client. */
    List<Long> events(WatchedKey follower) {
        return events.getOrDefault(follower, List.of());
    }

    /** Acknowledged writes by key, in the order of their answers. */
    Map<String, List<AcknowledgedWrite>> writes() {
        return writes;
    }

    /** The client's last sign of life up to a moment, 0 if there is none. */
    long lastSign(int client, long untilNanos) {
        List<Long> signs = lives.getOrDefault(client, List.of());
        int count = SortedSearch.upTo(signs.size(), signs::get, untilNanos);
        return count == 0 ? 0 : signs.get(count - 1);
    }
}
