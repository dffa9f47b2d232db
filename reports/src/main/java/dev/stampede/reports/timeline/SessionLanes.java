package dev.stampede.reports.timeline;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.reports.timeline.Lane.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A lane for each client, with its sessions and a mark for each doubt, and a lane for each JVM that stalled. Stateless.
 */
final class SessionLanes {
    private SessionLanes() {}

    static List<Lane> of(History history, RunClients clients) {
        Map<Integer, List<SessionChanged>> byClient = new TreeMap<>();
        history.events(SessionChanged.class)
                .sorted(Comparator.comparingLong(SessionChanged::atNanos))
                .forEach(s -> byClient.computeIfAbsent(s.client(), c -> new ArrayList<>())
                        .add(s));
        Map<Integer, List<Mark>> doubts = new TreeMap<>();
        history.events(Event.Doubted.class)
                .sorted(Comparator.comparingLong(Event.Doubted::atNanos))
                .forEach(d -> doubts.computeIfAbsent(d.client(), c -> new ArrayList<>())
                        .add(new Mark(d.atNanos(), SpanStyle.UNSURE, "doubts: " + d.reason(), null)));
        List<Lane> lanes = new ArrayList<>();
        byClient.forEach((client, changes) -> {
            if (clients.workload(client)) {
                lanes.add(new Lane(
                        "Sessions",
                        clients.name(client),
                        spans(changes, history.endNanos()),
                        doubts.getOrDefault(client, List.of())));
            }
        });
        return lanes;
    }

    /** One lane for each JVM that stalled. */
    static List<Lane> stalls(History history) {
        Map<String, List<Span>> byJvm = new TreeMap<>();
        history.events(Event.Stalled.class)
                .sorted(Comparator.comparingLong(Event.Stalled::fromNanos))
                .forEach(s -> byJvm.computeIfAbsent(s.jvm(), j -> new ArrayList<>())
                        .add(Span.of(s.fromNanos(), s.atNanos(), SpanStyle.NOTICE, "stalled")));
        List<Lane> lanes = new ArrayList<>();
        byJvm.forEach((jvm, spans) -> lanes.add(Lane.ofSpans("Stalls", jvm, spans)));
        return lanes;
    }

    private static List<Span> spans(List<SessionChanged> changes, long end) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            SessionChanged change = changes.get(i);
            if (change.state() != SessionState.CLOSED) {
                long to = i + 1 < changes.size() ? changes.get(i + 1).atNanos() : end;
                spans.add(Span.of(change.atNanos(), to, style(change.state()), label(change)));
            }
        }
        return spans;
    }

    private static String label(SessionChanged change) {
        return change.state().name()
                + (change.session() == 0 ? "" : ", session 0x" + Long.toHexString(change.session()))
                + (change.member() == 0 ? "" : ", on member " + change.member());
    }

    private static SpanStyle style(SessionState state) {
        return switch (state) {
            case CONNECTED, RECONNECTED -> SpanStyle.CONNECTED;
            case SUSPENDED -> SpanStyle.SUSPENDED;
            case LOST -> SpanStyle.LOST;
            case EXPIRED -> SpanStyle.EXPIRED;
            case CLOSED -> SpanStyle.QUIET;
        };
    }
}
