package dev.stampede.checker.check.configuration;

import dev.stampede.checker.check.Ascending;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What clients looked at, were shown, were told and wrote, by client and key. O(n log n). Not thread-safe. */
final class Records {
    private static final Set<String> READS = Set.of("getData", "exists");
    private static final int BUDGET_EVERY = 1 << 12;

    /** A state of a key in a client's hands. */
    private record Shown(int client, String key, long mzxid) {}

    private record Answer(long atNanos, long session) {}

    private final Map<Follower, List<Look>> looks =
            new TreeMap<>(Comparator.comparing(Follower::key).thenComparing(Follower::client));
    private final Map<Follower, List<Sight>> sights = new HashMap<>();
    private final Map<Follower, List<Fetch>> fetches = new HashMap<>();
    private final Map<Follower, List<Long>> events = new HashMap<>();
    private final Map<String, List<Write>> writes = new TreeMap<>();
    private final Map<Integer, List<Long>> lives = new HashMap<>();
    private final Map<Shown, List<Answer>> answers = new HashMap<>();
    private final Map<Integer, Attempt> byOperation = new HashMap<>();
    private boolean whole = true;

    private Records() {}

    /** Reads a history; {@link #whole} says whether the budget sufficed. */
    static Records of(History history, CheckBudget budget) {
        Records records = new Records();
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
            String code = a.code();
            if (path == null || code == null || a.answeredNanos() == Operation.OPEN || a.session() == 0) {
                continue;
            }
            ZnodeStat stat = a.stat();
            if (code.equals("OK") && stat != null && stat.mzxid() != 0) {
                shown(a, path, new State(stat.mzxid(), stat.czxid(), stat.version()));
            } else if (code.equals("NONODE") && READS.contains(a.opcode())) {
                shown(a, path, State.ABSENT);
            }
        }
    }

    private void shown(Attempt a, String path, State state) {
        Follower follower = new Follower(a.client(), path);
        sights.computeIfAbsent(follower, f -> new ArrayList<>())
                .add(new Sight(a.number(), a.operation(), a.session(), a.sentNanos(), a.answeredNanos(), state));
        answers.computeIfAbsent(new Shown(a.client(), path, state.mzxid()), s -> new ArrayList<>())
                .add(new Answer(a.answeredNanos(), a.session()));
        if (a.opcode().startsWith("create") || a.opcode().equals("setData")) {
            writes.computeIfAbsent(path, p -> new ArrayList<>())
                    .add(new Write(path, a.operation(), state, a.sentNanos(), a.answeredNanos()));
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
                take(o, new Follower(o.client(), key));
            }
        }
    }

    private void take(Operation o, Follower follower) {
        switch (o.function()) {
            case "view" -> {
                State state = State.parse(o.result());
                if (state != null) {
                    looks.computeIfAbsent(follower, f -> new ArrayList<>())
                            .add(new Look(o.number(), o.invokedNanos(), state, source(o, follower, state)));
                }
            }
            case "notified" ->
                events.computeIfAbsent(follower, f -> new ArrayList<>()).add(o.invokedNanos());
            case "fetch" -> {
                State state = State.parse(o.result());
                Attempt last = byOperation.get(o.number());
                if (state != null && last != null) {
                    fetches.computeIfAbsent(follower, f -> new ArrayList<>())
                            .add(new Fetch(o.number(), last.session(), o.completedNanos(), state));
                }
            }
            default -> {
                // Writes are taken from their attempts; what else there is says nothing of views.
            }
        }
    }

    /** The session whose answer showed the client what it now acts on; the operation's own if no answer did. */
    private long source(Operation o, Follower follower, State state) {
        List<Answer> all = answers.getOrDefault(new Shown(follower.client(), follower.key(), state.mzxid()), List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).atNanos() <= o.invokedNanos()) {
                return all.get(i).session();
            }
        }
        return o.session();
    }

    private void sort() {
        looks.values().forEach(l -> l.sort(Comparator.comparingLong(Look::atNanos)));
        sights.values().forEach(l -> l.sort(Comparator.comparingLong(Sight::answeredNanos)));
        fetches.values().forEach(l -> l.sort(Comparator.comparingLong(Fetch::completedNanos)));
        events.values().forEach(l -> l.sort(Comparator.naturalOrder()));
        writes.values().forEach(l -> l.sort(Comparator.comparingLong(Write::answeredNanos)));
        lives.values().forEach(l -> l.sort(Comparator.naturalOrder()));
    }

    /** Whether the budget sufficed to read all of it. */
    boolean whole() {
        return whole;
    }

    /** Those that act on a key, by key and client. */
    Set<Follower> followers() {
        return looks.keySet();
    }

    /** In order of time. */
    List<Look> looks(Follower follower) {
        return looks.getOrDefault(follower, List.of());
    }

    /** In the order of their answers. */
    List<Sight> sights(Follower follower) {
        return sights.getOrDefault(follower, List.of());
    }

    /** In the order of their completion. */
    List<Fetch> fetches(Follower follower) {
        return fetches.getOrDefault(follower, List.of());
    }

    /** The times at which events of the key reached the client. */
    List<Long> events(Follower follower) {
        return events.getOrDefault(follower, List.of());
    }

    /** Acknowledged writes by key, in the order of their answers. */
    Map<String, List<Write>> writes() {
        return writes;
    }

    /** The client's last sign of life up to a moment, 0 if there is none. */
    long lastSign(int client, long untilNanos) {
        List<Long> signs = lives.getOrDefault(client, List.of());
        int count = Ascending.upTo(signs.size(), signs::get, untilNanos);
        return count == 0 ? 0 : signs.get(count - 1);
    }
}
