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
 * The events near a moment of a history that explain an anomaly: faults, roles, stalls, session events, beliefs and
 * operations.
 *
 * <p>Each line has a weight: the operations that show the anomaly, the absence of faults, and the session events that
 * clients received explain more than changes of roles and further operations. {@link #steps} returns the most relevant
 * lines, first the operations, then their circumstances; {@link #folded} returns the others. Each instance scans the
 * history once, so checks create one only for each anomaly that they keep, never for each operation. Immutable and safe
 * to share between threads.
 */
public final class AnomalyContext {
    /**
     * The maximum number of lines that {@link #folded} returns; lines in the middle are omitted, and one line states
     * their number.
     */
    public static final int MAX_LINES = 40;

    private static final long SECOND = 1_000_000_000L;
    private static final long LOOK_BACK_UNKNOWN = 10 * SECOND;

    /**
     * The relevance of a line, in ascending order; of two equally relevant lines, the one closer to the start of the
     * anomaly comes first.
     */
    private enum Weight {
        /**
         * Never a step: an operation that does not show the anomaly, a role before the first operation, or a short
         * stall that ended before the interval.
         */
        BACKGROUND,
        HEAL,
        ROLE,
        STATE_BEFORE,
        BELIEF,
        CONNECTED,
        FAULT,
        STALL,
        DISCONNECTED,
        NO_FAULT,
        EVIDENCE
    }

    private record Line(long atNanos, Weight weight, String text) {}

    private final History history;
    private final long fromNanos;
    private final long toNanos;
    private final Set<Integer> clients;
    private final Set<Integer> evidence;
    private final Map<Integer, Event.ClientOpened> opened = new HashMap<>();
    private final List<FaultWindow> faults;
    private final List<Line> lines = new ArrayList<>();
    private int omittedOperations;

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
        this.evidence = Set.copyOf(operations);
        history.events(Event.ClientOpened.class).forEach(e -> opened.putIfAbsent(e.client(), e));
        long since = fromNanos - lookBackNanos(history);
        this.faults = history.faults().stream()
                .filter(w -> w.overlaps(since, toNanos))
                .toList();
        addLines(since);
    }

    /**
     * The context of a closed interval, extended backwards by the length of a session timeout, because a fault that has
     * just ended may still be the cause.
     *
     * @param clients the clients whose sessions, beliefs, stalls and operations are included; if empty, only faults and
     *     roles are
     * @param operations the numbers of the operations that show the anomaly
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
     * The most relevant lines, at most {@code most}: one sentence each, each starting with its time. First the
     * operations that show the anomaly, then the other lines, both in chronological order. Operations that do not show
     * the anomaly are excluded.
     */
    public List<String> steps(int most) {
        Set<Line> mostRelevant = mostRelevant(most);
        return lines.stream()
                .filter(mostRelevant::contains)
                .sorted(Comparator.comparing(line -> line.weight() != Weight.EVIDENCE))
                .map(Line::text)
                .toList();
    }

    /**
     * The lines that {@link #steps} omits if called with the same limit, in chronological order; at most
     * {@link #MAX_LINES}.
     */
    public List<String> folded(int most) {
        Set<Line> mostRelevant = mostRelevant(most);
        List<String> others = lines.stream()
                .filter(line -> !mostRelevant.contains(line))
                .map(Line::text)
                .toList();
        return bounded(others, omittedOperations);
    }

    private Set<Line> mostRelevant(int most) {
        Comparator<Line> order = Comparator.comparing(Line::weight)
                .reversed()
                .thenComparingLong(line -> Math.abs(line.atNanos() - fromNanos));
        return lines.stream()
                .filter(line -> line.weight() != Weight.BACKGROUND)
                .sorted(order)
                .limit(Math.max(0, most))
                .collect(Collectors.toSet());
    }

    /** The faults that may have acted in the interval or shortly before it, in the order of their injection. */
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
            addLine(
                    fromNanos,
                    Weight.NO_FAULT,
                    history.faults().isEmpty()
                            ? "no fault is in effect, and none was before"
                            : "no fault is in effect, and none was since " + AnomalyText.seconds(Math.max(0, since)));
        }
        addRoles(since);
        addStalls(since);
        addSessions(since);
        addBeliefs();
        addOperations();
        lines.sort(Comparator.comparingLong(Line::atNanos));
    }

    private static List<String> bounded(List<String> lines, int omittedOperations) {
        if (lines.size() <= MAX_LINES) {
            return List.copyOf(lines);
        }
        int head = MAX_LINES / 2;
        int tail = MAX_LINES - head - 1;
        List<String> kept = new ArrayList<>(lines.subList(0, head));
        kept.add("… " + (omittedOperations + lines.size() - head - tail) + " more lines are omitted here …");
        kept.addAll(lines.subList(lines.size() - tail, lines.size()));
        return List.copyOf(kept);
    }

    private void addFault(FaultWindow w) {
        addLine(
                w.injectingNanos(),
                Weight.FAULT,
                w.kind() + " of " + w.resolvedTarget() + " begins (" + w.fault() + ")");
        if (w.activeEvidence() != null) {
            addLine(w.activeNanos(), Weight.HEAL, w.fault() + " is proven to be in effect: " + w.activeEvidence());
        }
        if (w.healingNanos() != Operation.OPEN) {
            addLine(w.healingNanos(), Weight.HEAL, w.fault() + " is being healed");
        }
        if (w.healedEvidence() != null) {
            addLine(w.healedNanos(), Weight.HEAL, w.fault() + " is proven to be healed: " + w.healedEvidence());
        }
    }

    private void addRoles(long since) {
        long firstNanos =
                history.operations().isEmpty() ? 0 : history.operations().get(0).invokedNanos();
        history.events(Event.RoleChanged.class)
                .filter(e -> since <= e.atNanos() && e.atNanos() <= toNanos)
                .forEach(e -> addLine(
                        e.atNanos(),
                        e.atNanos() < firstNanos ? Weight.BACKGROUND : Weight.ROLE,
                        "member " + e.member() + " is " + e.role() + (e.epoch() > 0 ? " in epoch " + e.epoch() : "")));
    }

    private void addStalls(long since) {
        Set<String> jvms = new HashSet<>();
        jvms.add("harness");
        opened.values().stream().filter(e -> clients.contains(e.client())).forEach(e -> jvms.add(e.jvm()));
        history.events(Event.Stalled.class)
                .filter(e -> jvms.contains(e.jvm()))
                .filter(e -> since <= e.atNanos() && e.fromNanos() <= toNanos)
                .forEach(e -> addLine(
                        e.fromNanos(),
                        isShortAndOver(e) ? Weight.BACKGROUND : Weight.STALL,
                        "the JVM " + e.jvm() + " stalls for " + AnomalyText.duration(e.atNanos() - e.fromNanos())));
    }

    /**
     * Whether a stall ended before the interval and was shorter than the third of the session timeout after which an
     * idle client sends a ping.
     */
    private boolean isShortAndOver(Event.Stalled e) {
        long ping = DerivedBounds.of(history).timeoutNanos() / 3;
        return e.atNanos() < fromNanos && e.atNanos() - e.fromNanos() < ping;
    }

    /**
     * Adds the session events from {@code since} on, and for each client its last earlier session event: its state at
     * that time.
     */
    private void addSessions(long since) {
        Map<Integer, Event.SessionChanged> before = new HashMap<>();
        history.events(Event.SessionChanged.class)
                .filter(e -> clients.contains(e.client()) && e.atNanos() <= toNanos)
                .forEach(e -> {
                    if (e.atNanos() < since) {
                        before.put(e.client(), e);
                    } else {
                        addLine(
                                e.atNanos(),
                                ClientTimeline.connects(e) ? Weight.CONNECTED : Weight.DISCONNECTED,
                                sessionText(e));
                    }
                });
        before.values().forEach(e -> addLine(e.atNanos(), Weight.STATE_BEFORE, sessionText(e)));
    }

    private String sessionText(Event.SessionChanged e) {
        return name(e.client()) + " is " + e.state()
                + (e.session() != 0 ? ", session " + AnomalyText.hex(e.session()) : "")
                + (e.member() != 0 ? ", on member " + e.member() : "");
    }

    /**
     * Adds the beliefs and doubts of the interval, and for each client the last belief that it did not doubt before.
     */
    private void addBeliefs() {
        Map<Integer, Event.Believed> before = new HashMap<>();
        history.events(Event.Believed.class)
                .filter(e -> clients.contains(e.client()) && e.atNanos() <= toNanos)
                .forEach(e -> {
                    if (e.atNanos() < fromNanos) {
                        before.put(e.client(), e);
                    } else {
                        addLine(e.atNanos(), Weight.BELIEF, beliefText(e));
                    }
                });
        history.events(Event.Doubted.class)
                .filter(e -> clients.contains(e.client()) && e.atNanos() <= toNanos)
                .forEach(e -> {
                    if (e.atNanos() < fromNanos) {
                        before.computeIfPresent(e.client(), (client, belief) -> doubts(e, belief) ? null : belief);
                    } else {
                        addLine(e.atNanos(), Weight.BELIEF, doubtText(e));
                    }
                });
        before.values().forEach(e -> addLine(e.atNanos(), Weight.STATE_BEFORE, beliefText(e)));
    }

    private static boolean doubts(Event.Doubted doubted, Event.Believed believed) {
        return doubted.atNanos() >= believed.atNanos()
                && (doubted.key() == null || doubted.key().equals(believed.key()));
    }

    private String beliefText(Event.Believed e) {
        return name(e.client()) + " believes that it holds " + e.key()
                + (e.token() == 0 ? "" : " with token " + AnomalyText.hex(e.token()));
    }

    private String doubtText(Event.Doubted e) {
        return name(e.client()) + " no longer relies on its hold" + (e.key() == null ? "s" : " of " + e.key()) + ": "
                + e.reason();
    }

    /**
     * Adds the operations that show the anomaly, and the first and the last other operations of the clients in the
     * interval. Their number is limited before they are converted into text.
     */
    private void addOperations() {
        List<Operation> head = new ArrayList<>();
        ArrayDeque<Operation> tail = new ArrayDeque<>();
        for (Operation o : history.operations()) {
            boolean shows = evidence.contains(o.number());
            boolean around =
                    clients.contains(o.client()) && o.invokedNanos() <= toNanos && o.completedNanos() >= fromNanos;
            if (shows) {
                addLine(o.invokedNanos(), Weight.EVIDENCE, operationText(o));
            } else if (around && head.size() < MAX_LINES) {
                head.add(o);
            } else if (around) {
                tail.addLast(o);
                if (tail.size() > MAX_LINES) {
                    tail.removeFirst();
                    omittedOperations++;
                }
            }
        }
        head.addAll(tail);
        head.forEach(o -> addLine(o.invokedNanos(), Weight.BACKGROUND, operationText(o)));
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

    /** A client in a sentence, such as {@code client 3 (lock-3)}. */
    private String name(int client) {
        Event.ClientOpened event = opened.get(client);
        return "client " + client + (event == null || event.name().isBlank() ? "" : " (" + event.name() + ")");
    }

    private void addLine(long atNanos, Weight weight, String text) {
        lines.add(new Line(atNanos, weight, AnomalyText.seconds(atNanos) + ": " + text));
    }
}
