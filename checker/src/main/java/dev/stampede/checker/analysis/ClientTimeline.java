package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Doubted;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.FaultWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of each client over time: its session, its beliefs, where it runs, when it was killed. Immutable. */
public final class ClientTimeline {
    private final Map<Integer, List<SessionChanged>> sessions = new HashMap<>();
    private final Map<Integer, List<SessionChanged>> timeouts = new HashMap<>();
    private final Map<Integer, List<Event>> beliefs = new HashMap<>();
    private final Map<Integer, NavigableSet<Long>> ends = new HashMap<>();
    private final Map<Integer, Event.ClientOpened> opened = new HashMap<>();
    private final List<FaultWindow> faults;
    private final long endNanos;

    public ClientTimeline(History history) {
        faults = history.faults();
        endNanos = history.endNanos();
        history.events(Event.ClientOpened.class).forEach(e -> {
            if (opened.putIfAbsent(e.client(), e) != null) {
                ends(e.client()).add(e.atNanos());
            }
        });
        history.events(SessionChanged.class).forEach(e -> {
            sessions.computeIfAbsent(e.client(), c -> new ArrayList<>()).add(e);
            if (e.state() == SessionState.CLOSED) {
                ends(e.client()).add(e.atNanos());
            }
        });
        Stream.concat(history.events(Event.Believed.class), history.events(Doubted.class))
                .forEach(e -> beliefs.computeIfAbsent(clientOf(e), c -> new ArrayList<>())
                        .add(e));
        faults.stream().filter(w -> w.has(FaultEffect.KILLS_CLIENT_JVM)).forEach(w -> w.clients()
                .forEach(c -> ends(c).add(w.injectingNanos())));
        sessions.values().forEach(list -> list.sort(Comparator.comparingLong(Event::atNanos)));
        sessions.forEach((client, list) -> timeouts.put(
                client, list.stream().filter(e -> e.timeoutMillis() > 0).toList()));
        beliefs.values().forEach(list -> list.sort(Comparator.comparingLong(Event::atNanos)));
    }

    private static int clientOf(Event event) {
        return event instanceof Doubted doubted ? doubted.client() : ((Event.Believed) event).client();
    }

    private NavigableSet<Long> ends(int client) {
        return ends.computeIfAbsent(client, c -> new TreeSet<>());
    }

    /** A client asked for the end of its own session: it believes nothing from then on. */
    public void closes(int client, long atNanos) {
        ends(client).add(atNanos);
    }

    public long endNanos() {
        return endNanos;
    }

    public List<FaultWindow> faults() {
        return faults;
    }

    /** The session events of a client in order of time. */
    public List<SessionChanged> sessions(int client) {
        return sessions.getOrDefault(client, List.of());
    }

    /** The beliefs and doubts of a client in order of time. */
    public List<Event> beliefs(int client) {
        return beliefs.getOrDefault(client, List.of());
    }

    /** When the client was killed, reopened or closed after a moment; the end of the history if it was not. */
    public long endOfClientAfter(int client, long atNanos) {
        NavigableSet<Long> all = ends.get(client);
        @Nullable Long end = all == null ? null : all.ceiling(atNanos);
        return end == null ? endNanos : Math.min(end, endNanos);
    }

    /** Whether the client's session changed, or the client doubted the key, in the closed interval. */
    public boolean changed(int client, String key, long fromNanos, long toNanos) {
        int first = firstAtOrAfter(sessions(client), fromNanos);
        if (first < sessions(client).size() && sessions(client).get(first).atNanos() <= toNanos) {
            return true;
        }
        List<Event> said = beliefs(client);
        for (int i = firstAtOrAfter(said, fromNanos);
                i < said.size() && said.get(i).atNanos() <= toNanos;
                i++) {
            if (said.get(i) instanceof Doubted d && (d.key() == null || d.key().equals(key))) {
                return true;
            }
        }
        return false;
    }

    /** The last session event of a client at or before a moment. */
    @Nullable
    public SessionChanged stateAt(int client, long atNanos) {
        int next = firstAtOrAfter(sessions(client), atNanos + 1);
        return next == 0 ? null : sessions(client).get(next - 1);
    }

    /** The index of the first event that is not before a moment. */
    public static int firstAtOrAfter(List<? extends Event> events, long atNanos) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).atNanos() < atNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The timeout that a client had negotiated by a moment in milliseconds, 0 if not known. */
    public int timeoutMillis(int client, long atNanos) {
        List<SessionChanged> known = timeouts.getOrDefault(client, List.of());
        int next = firstAtOrAfter(known, atNanos + 1);
        return known.isEmpty() ? 0 : known.get(Math.max(0, next - 1)).timeoutMillis();
    }

    /** The members that a client was connected to at some time in the closed interval. */
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

    /** The first event in which a client was told something of a session, at or after a moment. */
    @Nullable
    public SessionChanged told(int client, SessionState state, long session, long fromNanos) {
        return sessions(client).stream()
                .filter(e -> e.state() == state && e.atNanos() >= fromNanos)
                .filter(e -> e.session() == session || e.session() == 0)
                .findFirst()
                .orElse(null);
    }

    /** The JVM that a client runs in. */
    public String jvm(int client) {
        Event.ClientOpened event = opened.get(client);
        return event == null ? "harness" : event.jvm();
    }

    /** A client for people, such as {@code client 3 (lock-3)}. */
    public String name(int client) {
        Event.ClientOpened event = opened.get(client);
        return "client " + client + (event == null || event.name().isBlank() ? "" : " (" + event.name() + ")");
    }
}
