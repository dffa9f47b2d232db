package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Believed;
import dev.stampede.checker.history.data.Event.Doubted;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The time line of each client: its sessions, connections, beliefs, doubts, JVM and ends.
 *
 * <p>A <em>belief</em> is an event by which the client reports that it assumes that it holds a lock or leads; a
 * <em>doubt</em> is an event by which it reports that it no longer assumes so. A <em>process end</em> is a kill of the
 * JVM or a reopen of the client; afterwards the old process does nothing. An <em>end</em> is a process end or the close
 * of the session; afterwards the client no longer relies on its lock or its leadership. Immutable and safe to share
 * between threads.
 */
public final class ClientTimeline {
    private static final long MILLI = 1_000_000L;

    /**
     * Responses to a write that prove that the leader found the client's session alive
     * (PrepRequestProcessor.pRequest2Txn).
     */
    private static final Set<ResultCode> LEADER_ANSWERED = EnumSet.of(
            ResultCode.OK, ResultCode.NONODE, ResultCode.NODEEXISTS, ResultCode.BADVERSION, ResultCode.NOTEMPTY);

    /**
     * An uninterrupted connection of a client in one session, as the client library reported it.
     *
     * @param toNanos the time at which the library reported another state, or the client ended
     * @param timeoutNanos the negotiated session timeout, 0 if unknown
     */
    public record Connection(int client, long session, long fromNanos, long toNanos, long timeoutNanos) {}

    private final Map<Integer, List<SessionChanged>> sessions = new HashMap<>();
    private final Map<Integer, List<SessionChanged>> timeouts = new HashMap<>();
    private final Map<Integer, List<Connection>> connections = new HashMap<>();
    private final Map<Integer, List<Event>> beliefs = new HashMap<>();
    private final Map<Integer, NavigableSet<Long>> processEnds = new HashMap<>();
    private final Map<Integer, NavigableSet<Long>> ends = new HashMap<>();
    private final Map<Integer, Event.ClientOpened> opened = new HashMap<>();
    private final Map<Long, Long> aliveUntil = new HashMap<>();
    private final long endNanos;
    private final long workEndNanos;

    ClientTimeline(History history) {
        endNanos = history.endNanos();
        workEndNanos = history.events(Event.PhaseBegan.class)
                .filter(e -> e.phase() == Event.Phase.RECOVERY || e.phase() == Event.Phase.AUDIT)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(endNanos);
        history.events(Event.ClientOpened.class).forEach(e -> {
            if (opened.putIfAbsent(e.client(), e) != null) {
                timesOf(processEnds, e.client()).add(e.atNanos());
            }
        });
        history.faults().stream()
                .filter(w -> w.has(FaultEffect.KILLS_CLIENT_JVM))
                .forEach(w -> inTheJvmsOf(w.clients())
                        .forEach(c -> timesOf(processEnds, c).add(w.injectingNanos())));
        processEnds.forEach((client, all) -> timesOf(ends, client).addAll(all));
        for (Attempt attempt : history.attempts(Opcode::writes)) {
            if (attempt.opcode() == Opcode.CLOSE) {
                timesOf(ends, attempt.client()).add(attempt.sentNanos());
            } else if (attempt.opcode().writes() && LEADER_ANSWERED.contains(attempt.code())) {
                aliveUntil.merge(attempt.session(), attempt.sentNanos(), Math::max);
            }
        }
        history.events(SessionChanged.class).forEach(e -> {
            sessions.computeIfAbsent(e.client(), c -> new ArrayList<>()).add(e);
            if (e.state() == SessionState.CLOSED) {
                timesOf(ends, e.client()).add(e.atNanos());
            }
        });
        Stream.concat(history.events(Believed.class), history.events(Doubted.class))
                .forEach(e -> beliefs.computeIfAbsent(clientOf(e), c -> new ArrayList<>())
                        .add(e));
        sessions.values().forEach(list -> list.sort(Comparator.comparingLong(Event::atNanos)));
        sessions.forEach((client, list) -> {
            timeouts.put(
                    client, list.stream().filter(e -> e.timeoutMillis() > 0).toList());
            connections.put(client, connections(client, list));
        });
        beliefs.values().forEach(list -> list.sort(Comparator.comparingLong(Event::atNanos)));
    }

    /** Whether the leader sent this response to a write, and so found the client's session alive; false for null. */
    static boolean answeredByLeader(@Nullable ResultCode code) {
        return code != null && LEADER_ANSWERED.contains(code);
    }

    private static int clientOf(Event event) {
        return event instanceof Doubted doubted ? doubted.client() : ((Believed) event).client();
    }

    private static NavigableSet<Long> timesOf(Map<Integer, NavigableSet<Long>> all, int client) {
        return all.computeIfAbsent(client, c -> new TreeSet<>());
    }

    /** These clients, and all others in the same worker JVM: a kill ends all of them. */
    private Set<Integer> inTheJvmsOf(List<Integer> clients) {
        Set<Integer> all = new TreeSet<>(clients);
        opened.keySet().stream()
                .filter(c -> !jvm(c).equals(Disturbances.HARNESS))
                .filter(c -> clients.stream().anyMatch(killed -> jvm(killed).equals(jvm(c))))
                .forEach(all::add);
        return all;
    }

    private List<Connection> connections(int client, List<SessionChanged> changes) {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            SessionChanged change = changes.get(i);
            if (!connects(change)) {
                continue;
            }
            long next = i + 1 < changes.size() ? changes.get(i + 1).atNanos() : endNanos;
            // A reopen at the same nanosecond ends the previous process, not this connection.
            long end = Math.min(next, endOfClientAfter(client, change.atNanos() + 1));
            if (end > change.atNanos()) {
                long timeout = change.timeoutMillis() * MILLI;
                all.add(new Connection(client, change.session(), change.atNanos(), end, timeout));
            }
        }
        return all;
    }

    /** Whether the client is connected after this session event; false for null. */
    public static boolean connects(@Nullable SessionChanged event) {
        return event != null && (event.state() == SessionState.CONNECTED || event.state() == SessionState.RECONNECTED);
    }

    /** The time of the last event of the history. */
    public long endNanos() {
        return endNanos;
    }

    /**
     * The time until which clients are judged: the start of the recovery or of the audit, otherwise the end of the
     * history. The harness asks clients to stop at some time after it.
     */
    public long workEndNanos() {
        return workEndNanos;
    }

    /** The session events of a client in chronological order. */
    public List<SessionChanged> sessions(int client) {
        return sessions.getOrDefault(client, List.of());
    }

    /** The connections of a client in chronological order. */
    public List<Connection> connections(int client) {
        return connections.getOrDefault(client, List.of());
    }

    /** The connection of a client in a session at a moment, null if there is none. */
    public @Nullable Connection connection(int client, long session, long atNanos) {
        List<Connection> all = connections(client);
        int count = SortedSearch.upTo(all.size(), i -> all.get(i).fromNanos(), atNanos);
        Connection last = count == 0 ? null : all.get(count - 1);
        return last != null && last.session() == session && atNanos < last.toNanos() ? last : null;
    }

    /** The beliefs and doubts of a client in chronological order. */
    public List<Event> beliefs(int client) {
        return beliefs.getOrDefault(client, List.of());
    }

    /** The process ends of a client in chronological order. */
    public NavigableSet<Long> processEnds(int client) {
        return new TreeSet<>(processEnds.getOrDefault(client, new TreeSet<>()));
    }

    /**
     * The first kill, reopen or close of the client at or after {@code atNanos}; the end of the history if there is
     * none.
     */
    public long endOfClientAfter(int client, long atNanos) {
        NavigableSet<Long> all = ends.get(client);
        Long end = all == null ? null : all.ceiling(atNanos);
        return end == null ? endNanos : Math.min(end, endNanos);
    }

    /**
     * Whether, in the closed interval, the client received a session event or reported a doubt about the key or about
     * all keys.
     */
    public boolean sessionChangedOrDoubted(int client, String key, long fromNanos, long toNanos) {
        List<SessionChanged> changes = sessions(client);
        int first = SortedSearch.firstAtOrAfter(changes, fromNanos);
        if (first < changes.size() && changes.get(first).atNanos() <= toNanos) {
            return true;
        }
        List<Event> reports = beliefs(client);
        for (int i = SortedSearch.firstAtOrAfter(reports, fromNanos);
                i < reports.size() && reports.get(i).atNanos() <= toNanos;
                i++) {
            if (reports.get(i) instanceof Doubted d
                    && (d.key() == null || d.key().equals(key))) {
                return true;
            }
        }
        return false;
    }

    /** The last session event of a client up to a moment, null if there is none. */
    public @Nullable SessionChanged lastSessionEventUpTo(int client, long atNanos) {
        int next = SortedSearch.firstAtOrAfter(sessions(client), atNanos + 1);
        return next == 0 ? null : sessions(client).get(next - 1);
    }

    /**
     * The session timeout that a client had negotiated at {@code atNanos}, in milliseconds; before its first
     * negotiation, the first one; 0 if unknown.
     */
    public int timeoutMillis(int client, long atNanos) {
        List<SessionChanged> known = timeouts.getOrDefault(client, List.of());
        int next = SortedSearch.firstAtOrAfter(known, atNanos + 1);
        return known.isEmpty() ? 0 : known.get(Math.max(0, next - 1)).timeoutMillis();
    }

    /**
     * A time at which a session was certainly alive: the send time of its last write to which the leader responded; -1
     * if there is none.
     */
    public long aliveUntil(long session) {
        return aliveUntil.getOrDefault(session, -1L);
    }

    /** The members to which a client was connected at some time in the closed interval. */
    public Set<Integer> members(int client, long fromNanos, long toNanos) {
        Set<Integer> members = new TreeSet<>();
        int before = 0;
        for (SessionChanged e : sessions(client)) {
            if (e.member() == 0 || e.atNanos() > toNanos) {
                continue;
            }
            if (e.atNanos() < fromNanos) {
                before = e.member();
            } else {
                members.add(e.member());
            }
        }
        if (before != 0) {
            members.add(before);
        }
        return members;
    }

    /**
     * The first event, at or after a moment, that reports this state of a session to a client; null if there is none.
     */
    public @Nullable SessionChanged firstReport(int client, SessionState state, long session, long fromNanos) {
        return sessions(client).stream()
                .filter(e -> e.state() == state && e.atNanos() >= fromNanos)
                .filter(e -> e.session() == session || e.session() == 0)
                .findFirst()
                .orElse(null);
    }

    /** When a client was opened for the first time; 0 if unknown. */
    public long openedNanos(int client) {
        Event.ClientOpened event = opened.get(client);
        return event == null ? 0 : event.atNanos();
    }

    /** The JVM of a client. */
    public String jvm(int client) {
        Event.ClientOpened event = opened.get(client);
        return event == null ? Disturbances.HARNESS : event.jvm();
    }

    /** A client in a sentence, such as {@code client 3 (lock-3)}. */
    public String name(int client) {
        Event.ClientOpened event = opened.get(client);
        return "client " + client + (event == null || event.name().isBlank() ? "" : " (" + event.name() + ")");
    }
}
