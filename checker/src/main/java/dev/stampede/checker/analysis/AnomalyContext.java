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

/**
 * What happened around a moment of a history: the faults, roles, stalls, session events, beliefs and operations that a
 * reader needs to understand an anomaly there.
 *
 * <p>It reads the history once for each instance, so it is made for anomalies (which are bounded), not for operations.
 * Immutable and safe to share between threads. {@link #because()} holds at most {@link #MAX_LINES} lines.
 */
public final class AnomalyContext {
    /** The most lines that {@link #because()} gives; those in the middle are left out, and a line says how many. */
    public static final int MAX_LINES = 40;

    private static final long SECOND = 1_000_000_000L;
    private static final long LOOK_BACK_UNKNOWN = 10 * SECOND;

    private record Line(long atNanos, String text) {}

    private final History history;
    private final long fromNanos;
    private final long toNanos;
    private final Set<Integer> clients;
    private final Map<Integer, Event.ClientOpened> opened = new HashMap<>();
    private final List<FaultWindow> faults;
    private final List<String> because;

    private AnomalyContext(History history, long fromNanos, long toNanos, Collection<Integer> clients) {
        this.history = history;
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
        this.clients = Set.copyOf(clients);
        history.events(Event.ClientOpened.class).forEach(e -> opened.putIfAbsent(e.client(), e));
        long since = fromNanos - lookBackNanos(history);
        this.faults = history.faults().stream()
                .filter(w -> w.overlaps(since, toNanos))
                .toList();
        this.because = lines(since);
    }

    /**
     * Looks around the closed interval, and as far before it as a session lasts: a fault that has just ended may still
     * be the cause.
     *
     * @param clients whose sessions, beliefs, stalls and operations matter; with none, only faults and roles are told
     */
    public static AnomalyContext of(History history, long fromNanos, long toNanos, Collection<Integer> clients) {
        return new AnomalyContext(history, fromNanos, toNanos, clients);
    }

    /** One sentence a line, in order of time, each beginning with its time in seconds. */
    public List<String> because() {
        return because;
    }

    /** The faults that may have acted in the interval or shortly before it, in order of injection. */
    public List<FaultWindow> faults() {
        return faults;
    }

    private static long lookBackNanos(History history) {
        long timeout = DerivedBounds.of(history).timeoutNanos();
        return timeout == 0 ? LOOK_BACK_UNKNOWN : timeout + SECOND;
    }

    private List<String> lines(long since) {
        List<Line> lines = new ArrayList<>();
        faults.forEach(window -> addFault(lines, window));
        addRoles(lines, since);
        addStalls(lines, since);
        addSessions(lines, since);
        addBeliefs(lines);
        int leftOut = addOperations(lines);
        lines.sort(Comparator.comparingLong(Line::atNanos));
        return bounded(lines.stream().map(Line::text).toList(), leftOut);
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

    private void addFault(List<Line> lines, FaultWindow w) {
        say(
                lines,
                w.injectingNanos(),
                w.kind() + " begins (" + w.fault() + ", meant for " + w.target() + whom(w) + ")");
        if (w.activeEvidence() != null) {
            say(lines, w.activeNanos(), w.fault() + " is proven to act: " + w.activeEvidence());
        }
        if (w.healingNanos() != Operation.OPEN) {
            say(lines, w.healingNanos(), w.fault() + " is being healed");
        }
        if (w.healedEvidence() != null) {
            say(lines, w.healedNanos(), w.fault() + " is proven healed: " + w.healedEvidence());
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

    private void addRoles(List<Line> lines, long since) {
        history.events(Event.RoleChanged.class)
                .filter(e -> since <= e.atNanos() && e.atNanos() <= toNanos)
                .forEach(e -> say(
                        lines,
                        e.atNanos(),
                        "member " + e.member() + " is " + e.role() + (e.epoch() > 0 ? " in epoch " + e.epoch() : "")));
    }

    private void addStalls(List<Line> lines, long since) {
        Set<String> jvms = new HashSet<>();
        jvms.add("harness");
        opened.values().stream().filter(e -> clients.contains(e.client())).forEach(e -> jvms.add(e.jvm()));
        history.events(Event.Stalled.class)
                .filter(e -> jvms.contains(e.jvm()))
                .filter(e -> since <= e.atNanos() && e.fromNanos() <= toNanos)
                .forEach(e -> say(
                        lines,
                        e.fromNanos(),
                        "the JVM " + e.jvm() + " does not run for "
                                + AnomalyText.seconds(e.atNanos() - e.fromNanos())));
    }

    /** The session events in the interval, and for each client the last one before it: the state it came in with. */
    private void addSessions(List<Line> lines, long since) {
        Map<Integer, Event.SessionChanged> before = new HashMap<>();
        history.events(Event.SessionChanged.class)
                .filter(e -> clients.contains(e.client()) && e.atNanos() <= toNanos)
                .forEach(e -> {
                    if (e.atNanos() < since) {
                        before.put(e.client(), e);
                    } else {
                        say(lines, e.atNanos(), sessionText(e));
                    }
                });
        before.values().forEach(e -> say(lines, e.atNanos(), sessionText(e)));
    }

    private String sessionText(Event.SessionChanged e) {
        return name(e.client()) + " is " + e.state()
                + (e.session() != 0 ? ", session " + AnomalyText.hex(e.session()) : "")
                + (e.member() != 0 ? ", on member " + e.member() : "");
    }

    private void addBeliefs(List<Line> lines) {
        history.events(Event.Believed.class)
                .filter(e -> clients.contains(e.client()) && fromNanos <= e.atNanos() && e.atNanos() <= toNanos)
                .forEach(e -> say(
                        lines,
                        e.atNanos(),
                        name(e.client()) + " believes that it holds " + e.key() + " with token "
                                + AnomalyText.hex(e.token())));
        history.events(Event.Doubted.class)
                .filter(e -> clients.contains(e.client()) && fromNanos <= e.atNanos() && e.atNanos() <= toNanos)
                .forEach(e -> say(
                        lines,
                        e.atNanos(),
                        name(e.client()) + " doubts its hold" + (e.key() == null ? "s" : " of " + e.key()) + ": "
                                + e.reason()));
    }

    /**
     * The operations of the clients that overlap the interval, bounded from both ends before they become text.
     *
     * @return how many in the middle were left out
     */
    private int addOperations(List<Line> lines) {
        if (clients.isEmpty()) {
            return 0;
        }
        int leftOut = 0;
        List<Operation> head = new ArrayList<>();
        ArrayDeque<Operation> tail = new ArrayDeque<>();
        for (Operation o : history.operations()) {
            if (!clients.contains(o.client()) || o.invokedNanos() > toNanos || o.completedNanos() < fromNanos) {
                continue;
            }
            if (head.size() < MAX_LINES) {
                head.add(o);
            } else {
                tail.addLast(o);
                if (tail.size() > MAX_LINES) {
                    tail.removeFirst();
                    leftOut++;
                }
            }
        }
        head.addAll(tail);
        head.forEach(o -> say(lines, o.invokedNanos(), operationText(o)));
        return leftOut;
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

    private static void say(List<Line> lines, long atNanos, String text) {
        lines.add(new Line(atNanos, AnomalyText.seconds(atNanos) + ": " + text));
    }
}
