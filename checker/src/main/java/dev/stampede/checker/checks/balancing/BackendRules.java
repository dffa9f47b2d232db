package dev.stampede.checker.checks.balancing;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides whether backends stay registered while they live, and register again after their session ended. */
final class BackendRules {
    private final History history;
    private final BackendRegistry registry;
    private final BalancingBounds bounds;
    private final AnomalyCollector findings;
    private final ClientTimeline clients;
    private final long endNanos;

    BackendRules(
            History history,
            BackendRegistry registry,
            BalancingBounds bounds,
            AnomalyCollector findings,
            long endNanos) {
        this.history = history;
        this.registry = registry;
        this.bounds = bounds;
        this.findings = findings;
        this.clients = Analysis.of(history).clients();
        this.endNanos = endNanos;
    }

    void judge() {
        for (String path : registry.paths()) {
            for (BackendRegistration r : registry.registrations(path)) {
                vanished(r);
            }
        }
        if (!registry.znodesAreKnown()) {
            return; // Without them, the lists of the balancers show whether a backend registered again.
        }
        Map<Integer, NavigableSet<Long>> createTimes = createTimes();
        Map<Integer, NavigableSet<Long>> stops = operations(BackendInput.Stop.class);
        // A backend whose process ended does not serve until it reports {@code serve} again.
        registry.backends()
                .forEach(b -> stops.computeIfAbsent(b, c -> new TreeSet<>()).addAll(clients.processEnds(b)));
        Map<Integer, NavigableSet<Long>> serves = operations(BackendInput.Serve.class);
        Set<Integer> reported = new HashSet<>();
        history.events(Event.SessionChanged.class)
                .filter(e -> registry.backends().contains(e.client()))
                .filter(e -> e.state() == Event.SessionState.EXPIRED || e.state() == Event.SessionState.LOST)
                .forEach(e -> {
                    if (!reported.contains(e.client()) && stays(e, createTimes, stops, serves)) {
                        reported.add(e.client());
                    }
                });
    }

    /** Reports a znode that was removed although its session was alive and its backend had not been asked to stop. */
    private void vanished(BackendRegistration r) {
        if (!r.vanished()) {
            return;
        }
        findings.add(
                "vanished",
                r.path() + " (created at " + seconds(r.fromNanos()) + " with czxid " + hex(r.czxid())
                        + ") was observed to be gone at " + seconds(r.goneNanos()) + ", although the session "
                        + hex(r.znode().session()) + " of its backend, client " + r.client()
                        + ", was alive at least until "
                        + seconds(r.znode().provenNanos()) + " and the backend had not been asked to stop",
                Blame.RECIPE,
                new Extent(r.fromNanos(), r.goneNanos(), Set.of(r.client()), List.of()),
                BalancingCitations.EPHEMERALS);
    }

    /**
     * Reports a backend that did not try to register again after its session had ended, and returns whether it does.
     */
    private boolean stays(
            Event.SessionChanged sessionEnd,
            Map<Integer, NavigableSet<Long>> createTimes,
            Map<Integer, NavigableSet<Long>> stops,
            Map<Integer, NavigableSet<Long>> serves) {
        int client = sessionEnd.client();
        if (notServing(client, sessionEnd.atNanos(), stops, serves)) {
            return false;
        }
        long deadline = Analysis.of(history)
                .disturbances()
                .connected(client, List.of(), endNanos)
                .doneBy(sessionEnd.atNanos(), bounds.comeback().nanos());
        if (deadline == UndisturbedTime.NEVER
                || within(createTimes.get(client), sessionEnd.atNanos(), deadline)
                || within(stops.get(client), sessionEnd.atNanos(), deadline)
                || underWay(client, sessionEnd.atNanos(), deadline)) {
            return false;
        }
        findings.add(
                "not-registered-again",
                "client " + client + " was notified at " + seconds(sessionEnd.atNanos())
                        + " that its session had ended, was connected again, and did not try to register by "
                        + seconds(deadline) + " ("
                        + bounds.comeback().equation() + ")",
                Blame.RECIPE,
                new Extent(sessionEnd.atNanos(), deadline, Set.of(client), List.of()),
                BalancingCitations.EXPIRY);
        return true;
    }

    private static boolean notServing(
            int client, long nanos, Map<Integer, NavigableSet<Long>> stops, Map<Integer, NavigableSet<Long>> serves) {
        Long stop = stops.getOrDefault(client, new TreeSet<>()).floor(nanos);
        Long serve = serves.getOrDefault(client, new TreeSet<>()).floor(nanos);
        return serve == null || (stop != null && stop > serve);
    }

    private static boolean within(@Nullable NavigableSet<Long> moments, long from, long to) {
        Long next = moments == null ? null : moments.ceiling(from);
        return next != null && next <= to;
    }

    /** Whether a registration of a backend was in progress at some time in the closed interval. */
    private boolean underWay(int client, long from, long to) {
        return history.operations(NameInput.Register.class).stream()
                .anyMatch(o -> o.client() == client && o.invokedNanos() <= to && o.completedNanos() >= from);
    }

    /** The times at which each backend sent a create of its znode. */
    private Map<Integer, NavigableSet<Long>> createTimes() {
        Map<Integer, NavigableSet<Long>> createTimes = new HashMap<>();
        Set<String> paths = new HashSet<>();
        registry.paths().forEach(paths::add);
        for (Attempt a : history.attempts(Opcode::creates)) {
            if (a.path() != null && paths.contains(a.path())) {
                createTimes.computeIfAbsent(a.client(), c -> new TreeSet<>()).add(a.sentNanos());
            }
        }
        return createTimes;
    }

    private Map<Integer, NavigableSet<Long>> operations(Class<? extends BackendInput> input) {
        Map<Integer, NavigableSet<Long>> moments = new HashMap<>();
        for (Operation o : history.operations(input)) {
            NavigableSet<Long> times = moments.computeIfAbsent(o.client(), c -> new TreeSet<>());
            times.add(o.invokedNanos());
            times.add(Math.min(o.completedNanos(), history.endNanos()));
        }
        return moments;
    }
}
