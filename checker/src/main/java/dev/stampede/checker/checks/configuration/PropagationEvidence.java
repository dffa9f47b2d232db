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

/** The views, responses, events and writes by client and key. O(n log n). Not thread-safe. */
final class PropagationEvidence {
    private static final Set<Opcode> READS = EnumSet.of(Opcode.GET_DATA, Opcode.EXISTS);
    private static final int BUDGET_EVERY = 1 << 12;

    /** A state of a key that a client received. */
    private record Shown(int client, String key, long mzxid) {}

    private record Response(long atNanos, long session) {}

    private final Map<WatchedKey, List<ViewObservation>> views =
            new TreeMap<>(Comparator.comparing(WatchedKey::key).thenComparing(WatchedKey::client));
    private final Map<WatchedKey, List<StatObservation>> observations = new HashMap<>();
    private final Map<WatchedKey, List<WatchedFetch>> fetches = new HashMap<>();
    private final Map<WatchedKey, List<Long>> events = new HashMap<>();
    private final Map<String, List<AcknowledgedWrite>> writes = new TreeMap<>();
    private final Map<Integer, List<Long>> completions = new HashMap<>();
    private final Map<Shown, List<Response>> responses = new HashMap<>();
    private final Map<Integer, Attempt> byOperation = new HashMap<>();
    private boolean whole = true;

    private PropagationEvidence() {}

    /** Reads a history; {@link #whole} returns whether the budget sufficed. */
    static PropagationEvidence of(History history, CheckBudget budget) {
        PropagationEvidence evidence = new PropagationEvidence();
        evidence.attempts(history, budget);
        evidence.operations(history, budget);
        evidence.sort();
        return evidence;
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
        WatchedKey watched = new WatchedKey(a.client(), path);
        observations
                .computeIfAbsent(watched, f -> new ArrayList<>())
                .add(new StatObservation(
                        a.number(), a.operation(), a.session(), a.sentNanos(), a.answeredNanos(), state));
        responses
                .computeIfAbsent(new Shown(a.client(), path, state.mzxid()), s -> new ArrayList<>())
                .add(new Response(a.answeredNanos(), a.session()));
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
            completions.computeIfAbsent(o.client(), c -> new ArrayList<>()).add(o.completedNanos());
            String key = o.key();
            if (key != null && o.outcome() == Outcome.OK) {
                addOperation(o, new WatchedKey(o.client(), key));
            }
        }
    }

    private void addOperation(Operation o, WatchedKey watched) {
        OperationInput input = o.input();
        if (input instanceof ZnodeInput.ViewChange) {
            if (o.output() instanceof OperationOutput.Shown shown) {
                KeyState state = KeyState.of(shown.state());
                views.computeIfAbsent(watched, f -> new ArrayList<>())
                        .add(new ViewObservation(o.number(), o.invokedNanos(), state, sessionOf(o, watched, state)));
            }
        } else if (input instanceof ZnodeInput.Notified) {
            events.computeIfAbsent(watched, f -> new ArrayList<>()).add(o.invokedNanos());
        } else if (input instanceof ZnodeInput.Read read && read.kind() == ZnodeInput.ReadKind.FETCH) {
            Attempt last = byOperation.get(o.number());
            if (last != null && o.output() instanceof OperationOutput.Shown shown) {
                KeyState state = KeyState.of(shown.state());
                fetches.computeIfAbsent(watched, f -> new ArrayList<>())
                        .add(new WatchedFetch(o.number(), last.session(), o.completedNanos(), state));
            }
        }
        // Writes are taken from their attempts; other operations show no view.
    }

    /**
     * The session of the last response that showed the state on which the client now acts; that of the operation if
     * there is none.
     */
    private long sessionOf(Operation o, WatchedKey watched, KeyState state) {
        List<Response> all =
                responses.getOrDefault(new Shown(watched.client(), watched.key(), state.mzxid()), List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).atNanos() <= o.invokedNanos()) {
                return all.get(i).session();
            }
        }
        return o.session();
    }

    private void sort() {
        views.values().forEach(l -> l.sort(Comparator.comparingLong(ViewObservation::atNanos)));
        observations.values().forEach(l -> l.sort(Comparator.comparingLong(StatObservation::answeredNanos)));
        fetches.values().forEach(l -> l.sort(Comparator.comparingLong(WatchedFetch::completedNanos)));
        events.values().forEach(l -> l.sort(Comparator.naturalOrder()));
        writes.values().forEach(l -> l.sort(Comparator.comparingLong(AcknowledgedWrite::answeredNanos)));
        completions.values().forEach(l -> l.sort(Comparator.naturalOrder()));
    }

    /** Whether the budget sufficed to read the whole history. */
    boolean whole() {
        return whole;
    }

    /** The clients that act on a key, with the key. */
    Set<WatchedKey> watchedKeys() {
        return views.keySet();
    }

    /** The views of a client and key, in chronological order. */
    List<ViewObservation> views(WatchedKey watched) {
        return views.getOrDefault(watched, List.of());
    }

    /** The responses that showed a client the state of a key, in the order of their arrival. */
    List<StatObservation> observations(WatchedKey watched) {
        return observations.getOrDefault(watched, List.of());
    }

    /** The fetches of a client and key, in the order of their completion. */
    List<WatchedFetch> fetches(WatchedKey watched) {
        return fetches.getOrDefault(watched, List.of());
    }

    /** The times at which events of the key reached the client. */
    List<Long> events(WatchedKey watched) {
        return events.getOrDefault(watched, List.of());
    }

    /** Acknowledged writes by key, in the order of their answers. */
    Map<String, List<AcknowledgedWrite>> writes() {
        return writes;
    }

    /** When the client last completed an operation up to a moment, 0 if it did not. */
    long lastCompletion(int client, long untilNanos) {
        List<Long> times = completions.getOrDefault(client, List.of());
        int count = SortedSearch.upTo(times.size(), times::get, untilNanos);
        return count == 0 ? 0 : times.get(count - 1);
    }
}
