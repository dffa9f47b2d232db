package dev.stampede.checker.analysis;

import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happened around a moment of a history: the faults, roles, stalls, session events, beliefs and operations that a
 * reader needs to understand an anomaly there.
 *
 * <p>Each line has a weight: the operations that show the anomaly, the absence of faults, and what the clients were told of
 * their sessions explain more than changes of roles and further operations. {@link #steps} gives the weightiest, {@link #folded}
 * the rest. It reads the history once for each instance, so it is made for anomalies (which are bounded), not for operations.
 * Immutable and safe to share between threads.
 */
public final class AnomalyContext {
    /** The most lines that {@link #folded} gives; those in the middle are left out, and a line says how many. */
    public static final int MAX_LINES = 40;

    private static final long SECOND = 1_000_000_000L;
    private static final long LOOK_BACK_UNKNOWN = 10 * SECOND;

    /** How much a line explains; of two that explain as much, the one that is nearer to the anomaly's beginning counts more. */
    private enum Weight {
        OTHER_OPERATION,
        HEAL,
        ROLE,
        STATE_BEFORE,
        BELIEF,
        CONNECTED,
        FAULT,
        STALL,
        DISCONNECTED,
        NO_FAULT,
        NAMED_OPERATION
    }

    private record Line(long atNanos, Weight weight, String text) {}

    private final History history;
    private final long fromNanos;
    private final long toNanos;
    private final Set<Integer> clients;
    private final Set<Integer> named;
    private final Map<Integer, Event.ClientOpened> opened = new HashMap<>();
    private final List<FaultWindow> faults;
    private final List<Line> lines = new ArrayList<>();
    private int leftOut;

    private AnomalyContext(
            History history,
            long fromNanos,
            long toNanos,
            Collection<Integer> clients,
            Collection<Integer> operations) {
        this.history = history;
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
        this.clients = Set.copyOf(clients);
        this.named = Set.copyOf(operations);
        history.events(Event.ClientOpened.class).forEach(e -> opened.putIfAbsent(e.client(), e));
        long since = fromNanos - lookBackNanos(history);
        this.faults = history.faults().stream()
                .filter(w -> w.overlaps(since, toNanos))
                .toList();
        addLines(since);
    }

    /**
     * Looks around the closed interval, and as far before it as a session lasts: a fault that has just ended may still
     * be the cause.
     *
     * @param clients whose sessions, beliefs, stalls and operations matter; with none, only faults and roles are told
     * @param operations the numbers of those that show the anomaly
     */
    public static AnomalyContext of(
            History history,
            long fromNanos,
            long toNanos,
            Collection<Integer> clients,
            Collection<Integer> operations) {
        return new AnomalyContext(history, fromNanos, toNanos, clients, operations);
    }

    /**
     * The lines that explain most, at most this number: one sentence each, in order of time, each beginning with its time.
     * Operations that do not show the anomaly are not among them.
     */
    public List<String> steps(int most) {
        Set<Line> weightiest = weightiest(most);
        return lines.stream().filter(weightiest::contains).map(Line::text).toList();
    }

    /** The other lines, in order of time. */
    public List<String> folded(int most) {
        Set<Line> weightiest = weightiest(most);
        List<String> others = lines.stream()
                .filter(line -> !weightiest.contains(line))
                .map(Line::text)
                .toList();
        return bounded(others, leftOut);
    }

    private Set<Line> weightiest(int most) {
        Comparator<Line> order = Comparator.comparing(Line::weight)
                .reversed()
                .thenComparingLong(line -> Math.abs(line.atNanos() - fromNanos));
        return lines.stream()
                .filter(line -> line.weight() != Weight.OTHER_OPERATION)
                .sorted(order)
                .limit(Math.max(0, most))
                .collect(Collectors.toSet());
    }

    /** The faults that may have acted in the interval or shortly before it, in order of injection. */
    public List<FaultWindow> faults() {
        return faults;
    }

    private static long lookBackNanos(History history) {
        long timeout = DerivedBounds.of(history).timeoutNanos();
        return timeout == 0 ? LOOK_BACK_UNKNOWN : timeout + SECOND;
    }

    private void addLines(long since) {
        faults.forEach(this::addFault);
        if (faults.isEmpty() && !clients.isEmpty()) {
            say(
                    fromNanos,
                    Weight.NO_FAULT,
                    "no fault is in effect, and none has been since " + AnomalyText.seconds(Math.max(0, since)));
        }
        addRoles(since);
        addStalls(since);
        addSessions(since);
        addBeliefs();
        addOperations();
        lines.sort(Comparator.comparingLong(Line::atNanos));
    }

    private static List<String> bounded(List<String> lines, int leftOut) {
        if (lines.size() <= MAX_LINES) {
            return List.copyOf(lines);
        }
        int head = MAX_LINES / 2;
        int tail = MAX_LINES - head - 1;
        List<String> kept = new ArrayList<>(lines.subList(0, head));
        kept.add("… " + (leftOut + lines.size() - head - tail) + " more lines are left out here …");
        kept.addAll(lines.subList(lines.size() - tail, lines.size()));
        return List.copyOf(kept);
    }

    private void addFault(FaultWindow w) {
        String begins = w.kind() + " begins (" + w.fault() + ", meant for " + w.target() + whom(w) + ")";
        say(w.injectingNanos(), Weight.FAULT, begins);
        if (w.activeEvidence() != null) {
            say(w.activeNanos(), Weight.HEAL, w.fault() + " is proven to act: " + w.activeEvidence());
        }
        if (w.healingNanos() != Operation.OPEN) {
            say(w.healingNanos(), Weight.HEAL, w.fault() + " is being healed");
        }
        if (w.healedEvidence() != null) {
            say(w.healedNanos(), Weight.HEAL, w.fault() + " is proven healed: " + w.healedEvidence());
        }
    }

    private static String whom(FaultWindow w) {
        StringBuilder text = new StringBuilder();
        if (!w.members().isEmpty()) {
            text.append("; members ").append(w.members());
        }
        if (!w.clients().isEmpty()) {
            text.append("; clients ").append(w.clients());
        }
        if (!w.links().isEmpty()) {
            text.append("; links ").append(w.links());
        }
        return text.toString();
    }

    private void addRoles(long since) {
        history.events(Event.RoleChanged.class)
                .filter(e -> since <= e.atNanos() && e.atNanos() <= toNanos)
                .forEach(e -> say(
                        e.atNanos(),
                        Weight.ROLE,
                        "member " + e.member() + " is " + e.role() + (e.epoch() > 0 ? " in epoch " + e.epoch() : "")));
    }

    private void addStalls(long since) {
        Set<String> jvms = new HashSet<>();
        jvms.add("harness");
        opened.values().stream().filter(e -> clients.contains(e.client())).forEach(e -> jvms.add(e.jvm()));
        history.events(Event.Stalled.class)
                .filter(e -> jvms.contains(e.jvm()))
                .filter(e -> since <= e.atNanos() && e.fromNanos() <= toNanos)
                .forEach(e -> say(
                        e.fromNanos(),
                        Weight.STALL,
                        "the JVM " + e.jvm() + " does not run for "
                                + AnomalyText.seconds(e.atNanos() - e.fromNanos())));
    }

    /** The session events in the interval, and for each client the last one before it: the state it came in with. */
    private void addSessions(long since) {
        Map<Integer, Event.SessionChanged> before = new HashMap<>();
        history.events(Event.SessionChanged.class)
                .filter(e -> clients.contains(e.client()) && e.atNanos() <= toNanos)
                .forEach(e -> {
                    if (e.atNanos() < since) {
                        before.put(e.client(), e);
                    } else {
                        say(
                                e.atNanos(),
                                ClientTimeline.connects(e) ? Weight.CONNECTED : Weight.DISCONNECTED,
                                sessionText(e));
                    }
                });
        before.values().forEach(e -> say(e.atNanos(), Weight.STATE_BEFORE, sessionText(e)));
    }

    private String sessionText(Event.SessionChanged e) {
        return name(e.client()) + " is " + e.state()
                + (e.session() != 0 ? ", session " + AnomalyText.hex(e.session()) : "")
                + (e.member() != 0 ? ", on member " + e.member() : "");
    }

    private void addBeliefs() {
        history.events(Event.Believed.class)
                .filter(e -> clients.contains(e.client()) && fromNanos <= e.atNanos() && e.atNanos() <= toNanos)
                .forEach(e -> say(
                        e.atNanos(),
                        Weight.BELIEF,
                        name(e.client()) + " believes that it holds " + e.key() + " with token "
                                + AnomalyText.hex(e.token())));
        history.events(Event.Doubted.class)
                .filter(e -> clients.contains(e.client()) && fromNanos <= e.atNanos() && e.atNanos() <= toNanos)
                .forEach(e -> say(
                        e.atNanos(),
                        Weight.BELIEF,
                        name(e.client()) + " doubts its hold" + (e.key() == null ? "s" : " of " + e.key()) + ": "
                                + e.reason()));
    }

    /** The operations of the clients that overlap the interval, bounded from both ends before they become text. */
    private void addOperations() {
        List<Operation> head = new ArrayList<>();
        ArrayDeque<Operation> tail = new ArrayDeque<>();
        for (Operation o : history.operations()) {
            boolean shows = named.contains(o.number());
            boolean around =
                    clients.contains(o.client()) && o.invokedNanos() <= toNanos && o.completedNanos() >= fromNanos;
            if (shows) {
                say(o.invokedNanos(), Weight.NAMED_OPERATION, operationText(o));
            } else if (around && head.size() < MAX_LINES) {
                head.add(o);
            } else if (around) {
                tail.addLast(o);
                if (tail.size() > MAX_LINES) {
                    tail.removeFirst();
                    leftOut++;
                }
            }
        }
        head.addAll(tail);
        head.forEach(o -> say(o.invokedNanos(), Weight.OTHER_OPERATION, operationText(o)));
    }

    private String operationText(Operation o) {
        StringBuilder text =
                new StringBuilder(name(o.client())).append(" calls ").append(o.function());
        text.append('(').append(o.key() == null ? "" : o.key());
        if (o.argument() != null) {
            text.append(o.key() == null ? "" : ", ").append(o.argument());
        }
        text.append(") (operation ").append(o.number()).append(')');
        if (!o.completed()) {
            return text.append(", which never returns").toString();
        }
        text.append(": ").append(o.outcome()).append(" at ").append(AnomalyText.seconds(o.completedNanos()));
        if (o.result() != null) {
            text.append(", ").append(o.result());
        }
        if (o.token() != 0) {
            text.append(", token ").append(AnomalyText.hex(o.token()));
        }
        if (o.outcome() != Outcome.OK && o.error() != null) {
            text.append(" (").append(o.error()).append(')');
        }
        return text.toString();
    }

    /** A client for people, such as {@code client 3 (lock-3)}. */
    private String name(int client) {
        Event.ClientOpened event = opened.get(client);
        return "client " + client + (event == null || event.name().isBlank() ? "" : " (" + event.name() + ")");
    }

    private void say(long atNanos, Weight weight, String text) {
        lines.add(new Line(atNanos, weight, AnomalyText.seconds(atNanos) + ": " + text));
    }
}
