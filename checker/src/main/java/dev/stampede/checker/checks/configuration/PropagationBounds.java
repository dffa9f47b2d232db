package dev.stampede.checker.checks.configuration;

import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Stalled;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long a client may take, derived from settings.
 *
 * <p>A client that stays connected has each of its requests answered within two thirds of its session timeout: when its
 * library has heard nothing for so long, it gives the connection up ({@code ClientCnxn}, {@code readTimeout}). What a
 * recipe does between an event and the data is at most two requests one after the other ({@code exists}, then {@code
 * getData}). A second is for a loaded machine; what the client's JVM and the harness (its proxies) were measured not to
 * run is added.
 *
 * <p>A change may reach the client's member late: one that lags by {@code syncLimit} ticks is no longer a follower. After
 * a heal the ensemble has the budget of recovery first. Immutable.
 */
final class PropagationBounds {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long UNKNOWN_TIMEOUT = 10 * SECOND;
    private static final String HARNESS = "harness";
    private static final int REQUESTS = 2;

    private final long timeoutNanos;
    private final long lagNanos;
    private final long recoveryNanos;
    private final List<Stalled> harness;
    private final Map<String, List<Stalled>> stalls = new HashMap<>();

    PropagationBounds(History history) {
        EnsembleSettings settings = history.header().settings();
        timeoutNanos =
                history.events(Event.SessionChanged.class).mapToLong(e -> e.timeoutMillis() * MILLI).max().stream()
                        .filter(t -> t > 0)
                        .findFirst()
                        .orElse(
                                settings == null
                                        ? UNKNOWN_TIMEOUT
                                        : settings.negotiate(settings.requestedSessionTimeoutMillis()) * MILLI);
        lagNanos = settings == null ? UNKNOWN_TIMEOUT : (long) settings.syncLimit() * settings.tickTimeMillis() * MILLI;
        recoveryNanos = history.events(Event.BudgetDerived.class)
                .filter(b -> b.name().equals("recovery"))
                .mapToLong(Event.BudgetDerived::nanos)
                .max()
                .orElse(UNKNOWN_TIMEOUT);
        List<Stalled> all = history.events(Stalled.class)
                .sorted(Comparator.comparingLong(Stalled::fromNanos))
                .toList();
        harness = of(all, HARNESS);
        all.stream().map(Stalled::jvm).distinct().forEach(jvm -> stalls.put(jvm, of(all, jvm)));
    }

    /** Those of a JVM and of the harness, in order of time. */
    private static List<Stalled> of(List<Stalled> all, String jvm) {
        return all.stream()
                .filter(s -> s.jvm().equals(jvm) || s.jvm().equals(HARNESS))
                .toList();
    }

    /** Within so long one request is answered, or the connection is given up. */
    long requestNanos() {
        return timeoutNanos * 2 / 3;
    }

    /** Within so long a client that was shown a state acts on it, or on a newer one. */
    long reactionNanos() {
        return REQUESTS * requestNanos() + SECOND;
    }

    /** Within so long after an acknowledged write a connected client acts on it, while nothing is broken. */
    long spreadNanos() {
        return lagNanos + reactionNanos();
    }

    /** Within so long after the last heal nothing is taken to be whole yet. */
    long recoveryNanos() {
        return recoveryNanos;
    }

    /** When {@code nanos} of running time are over that began at a moment: what the JVMs did not run is added. */
    long after(long atNanos, long nanos, String jvm) {
        long deadline = atNanos + nanos;
        long until = atNanos;
        for (Stalled stall : stalls.getOrDefault(jvm, harness)) {
            long from = Math.max(stall.fromNanos(), until);
            if (stall.atNanos() > from && from <= deadline) {
                deadline += stall.atNanos() - from;
                until = stall.atNanos();
            }
        }
        return deadline;
    }

    /** For people. */
    String derivation() {
        return Stream.of(
                        "reaction " + AnomalyText.seconds(reactionNanos()) + " = " + REQUESTS
                                + " requests x 2/3 of the" + " session timeout of " + AnomalyText.seconds(timeoutNanos)
                                + " + 1 s",
                        "convergence " + AnomalyText.seconds(spreadNanos()) + " = syncLimit x tickTime of "
                                + AnomalyText.seconds(lagNanos) + " + reaction, "
                                + AnomalyText.seconds(recoveryNanos) + " (the budget of recovery) after the last heal")
                .reduce((a, b) -> a + "; " + b)
                .orElseThrow();
    }
}
