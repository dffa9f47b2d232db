package dev.stampede.checker.checks.run;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.Disturbances;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ClientKind;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The activity of the scenario's clients while they worked: from the opening of the first one to the audit.
 *
 * <p>An operation is done when it has a definite outcome, so an acquire that timed out is done. A client with an open
 * operation is busy, not idle. Immutable once built; O(n log n) in operations, O(n) in attempts.
 */
final class ClientActivity {
    /** A client that is undisturbed for this long must have completed an operation. */
    private static final long MIN_UNDISTURBED_NANOS = Duration.ofSeconds(3).toNanos();

    private static final class Client {
        private final long openedNanos;
        private long done;
        /** The last sign of activity; {@link Operation#OPEN} if one of its operations stays open. */
        private long lastNanos;

        private long longestPauseNanos;

        Client(long openedNanos) {
            this.openedNanos = openedNanos;
            this.lastNanos = openedNanos;
        }
    }

    /**
     * A time without a completed operation, although no fault prevented it.
     *
     * @param client the client, -1 for all clients
     */
    record Silence(int client, long fromNanos, long toNanos) {}

    private final History history;
    private final Disturbances disturbances;
    private final long budgetNanos;
    private final Map<Integer, Client> clients = new TreeMap<>();
    private final Map<String, Integer> succeeded = new TreeMap<>();
    private final Interval work;
    private final long[] doneNanos;

    ClientActivity(History history, BudgetGuard guard) {
        Analysis analysis = Analysis.of(history);
        this.history = history;
        this.disturbances = analysis.disturbances();
        this.budgetNanos = analysis.bounds().recoveryNanos();
        Set<Integer> otherClients = history.events(Event.ClientOpened.class)
                .filter(e -> e.kind() != ClientKind.WORKLOAD)
                .map(Event.ClientOpened::client)
                .collect(Collectors.toSet());
        history.events(Event.ClientOpened.class)
                .filter(e -> e.kind() == ClientKind.WORKLOAD)
                .forEach(e -> clients.putIfAbsent(e.client(), new Client(e.atNanos())));
        LongStream.Builder doneTimes = LongStream.builder();
        for (Operation o : guard.each(history.operations())) {
            if (!otherClients.contains(o.client())) {
                take(clients.computeIfAbsent(o.client(), c -> new Client(o.invokedNanos())), o);
                if (done(o)) {
                    doneTimes.add(o.completedNanos());
                }
            }
        }
        for (Attempt a : guard.each(history.attempts())) {
            Client client = clients.get(a.client());
            if (client != null && a.answeredNanos() != Operation.OPEN) {
                client.lastNanos = Math.max(client.lastNanos, a.answeredNanos());
            }
        }
        this.work = work();
        this.doneNanos = doneTimes.build().sorted().toArray();
    }

    private void take(Client client, Operation o) {
        client.done += done(o) ? 1 : 0;
        client.longestPauseNanos = Math.max(client.longestPauseNanos, o.invokedNanos() - client.lastNanos);
        client.lastNanos = Math.max(client.lastNanos, o.completedNanos());
        if (o.outcome() == Outcome.OK && o.completed()) {
            succeeded.merge(o.function(), 1, Integer::sum);
        }
    }

    private static boolean done(Operation o) {
        return o.completed() && o.outcome() != Outcome.INDETERMINATE;
    }

    private Interval work() {
        long from =
                clients.values().stream().mapToLong(c -> c.openedNanos).min().orElse(0);
        long to = history.events(Event.PhaseBegan.class)
                .filter(e -> e.phase() == Phase.AUDIT)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(history.endNanos());
        return new Interval(from, Math.max(from, to));
    }

    /** The number of clients. */
    int clients() {
        return clients.size();
    }

    /** The maximum undisturbed time without a completed operation: the recovery budget. */
    long budgetNanos() {
        return budgetNanos;
    }

    /** The number of operations of a function that succeeded. */
    int succeeded(String function) {
        return succeeded.getOrDefault(function, 0);
    }

    /** Whether any operation succeeded. */
    boolean anySucceeded() {
        return !succeeded.isEmpty();
    }

    /** The length of the chaos phase; if the history does not show that phase, the length of the work. */
    long chaosNanos() {
        long began = phase(Phase.CHAOS, -1);
        long ended = Math.min(phase(Phase.HEAL, history.endNanos()), phase(Phase.AUDIT, history.endNanos()));
        return began < 0 ? work.toNanos() - work.fromNanos() : Math.max(0, ended - began);
    }

    private long phase(Phase phase, long otherwise) {
        return history.events(Event.PhaseBegan.class)
                .filter(e -> e.phase() == phase)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(otherwise);
    }

    /** The clients that completed no operation, although they were undisturbed for some time. */
    List<Integer> idle() {
        List<Integer> idle = new ArrayList<>();
        clients.forEach((number, client) -> {
            if (client.done == 0 && !alwaysDisturbed(number, client)) {
                idle.add(number);
            }
        });
        return idle;
    }

    /**
     * Whether faults of the ensemble or of this client were so frequent that the client was never undisturbed for long.
     */
    private boolean alwaysDisturbed(int number, Client client) {
        return !history.faults().isEmpty()
                && disturbances.working(number).stretches(client.openedNanos, work.toNanos()).stream()
                        .allMatch(stretch -> stretch.toNanos() - stretch.fromNanos() < MIN_UNDISTURBED_NANOS);
    }

    /**
     * The times longer than the recovery budget without a completed operation. Times with a fault, those within the
     * recovery budget after a heal, and stalls of the harness do not count.
     */
    List<Silence> silences() {
        List<Silence> silences = new ArrayList<>();
        for (Interval stretch : disturbances.withoutFaults(budgetNanos).stretches(work.fromNanos(), work.toNanos())) {
            long last = stretch.fromNanos();
            for (int i = SortedSearch.firstAtOrAfter(doneNanos.length, d -> doneNanos[d], last);
                    i <= doneNanos.length;
                    i++) {
                long next = i < doneNanos.length ? Math.min(doneNanos[i], stretch.toNanos()) : stretch.toNanos();
                if (next - last > budgetNanos && next - last - stalled(last, next) > budgetNanos) {
                    silences.add(new Silence(-1, last, next));
                }
                last = next;
                if (next == stretch.toNanos()) {
                    break;
                }
            }
        }
        return silences;
    }

    /**
     * The clients that completed operations but did nothing from some moment to the end of the work, although they had
     * no open operation. From that moment on they were undisturbed for longer than the recovery budget plus their
     * longest earlier pause.
     */
    List<Silence> endings() {
        List<Silence> endings = new ArrayList<>();
        clients.forEach((number, client) -> {
            long allowed = budgetNanos + client.longestPauseNanos;
            if (client.done > 0
                    && client.lastNanos != Operation.OPEN
                    && disturbances.working(number).amount(client.lastNanos, work.toNanos()) > allowed) {
                endings.add(new Silence(number, client.lastNanos, work.toNanos()));
            }
        });
        return endings;
    }

    /** For how long the harness stalled within an interval. */
    private long stalled(long fromNanos, long toNanos) {
        return disturbances.stalls(Disturbances.HARNESS).stream()
                .mapToLong(s -> Math.min(s.toNanos(), toNanos) - Math.max(s.fromNanos(), fromNanos))
                .filter(n -> n > 0)
                .sum();
    }
}
