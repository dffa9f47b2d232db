package dev.stampede.checker.checks.configuration;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.FaultEffect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When clients were connected, by client and in order of time. Immutable. */
final class Connections {
    private static final long MILLI = 1_000_000L;

    private final Map<Integer, List<Connection>> byClient = new HashMap<>();
    private final Map<Integer, String> jvms = new HashMap<>();

    Connections(History history) {
        history.events(Event.ClientOpened.class).forEach(e -> jvms.put(e.client(), e.jvm()));
        Map<Integer, List<SessionChanged>> changes = new HashMap<>();
        history.events(SessionChanged.class)
                .sorted(Comparator.comparingLong(SessionChanged::atNanos))
                .forEach(e -> changes.computeIfAbsent(e.client(), c -> new ArrayList<>())
                        .add(e));
        changes.forEach((client, list) -> byClient.put(client, split(history, client, list)));
    }

    private List<Connection> split(History history, int client, List<SessionChanged> changes) {
        List<Long> kills = kills(history, client);
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            SessionChanged change = changes.get(i);
            if (change.state() != SessionState.CONNECTED && change.state() != SessionState.RECONNECTED) {
                continue;
            }
            long from = change.atNanos();
            long told = i + 1 < changes.size() ? changes.get(i + 1).atNanos() : history.endNanos();
            long to = kills.stream()
                    .filter(k -> k >= from)
                    .mapToLong(k -> k)
                    .min()
                    .orElse(told);
            all.add(new Connection(client, change.session(), from, Math.min(told, to), change.timeoutMillis() * MILLI));
        }
        return all;
    }

    /** When the JVM of a client was killed: nobody was told. */
    private List<Long> kills(History history, int client) {
        String jvm = jvm(client);
        return history.faults().stream()
                .filter(f -> f.has(FaultEffect.KILLS_CLIENT_JVM))
                .filter(f -> f.clients().stream().anyMatch(c -> jvm(c).equals(jvm)))
                .map(f -> f.injectingNanos())
                .toList();
    }

    /** The JVM that a client lives in. */
    String jvm(int client) {
        return jvms.getOrDefault(client, "harness");
    }

    List<Connection> of(int client) {
        return byClient.getOrDefault(client, List.of());
    }

    /** The connection in that session at that moment, null if there is none. */
    @Nullable
    Connection at(int client, long session, long atNanos) {
        List<Connection> all = of(client);
        int count = SortedSearch.upTo(all.size(), i -> all.get(i).fromNanos(), atNanos);
        Connection last = count == 0 ? null : all.get(count - 1);
        return last != null && last.session() == session && atNanos < last.toNanos() ? last : null;
    }
}
