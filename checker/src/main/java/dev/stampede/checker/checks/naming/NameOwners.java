package dev.stampede.checker.checks.naming;

import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether two clients believed at the same time that they own a name. A client believes from the event by which
 * it reports the ownership until it doubts it, is opened again, or is killed. A name is a persistent znode, which a
 * client loses only by removing it, so no overlap is excused.
 */
final class NameOwners {
    private final History history;
    private final AnomalyCollector findings;
    private int periods;

    NameOwners(History history, AnomalyCollector findings) {
        this.history = history;
        this.findings = findings;
    }

    private record Ownership(int client, String name, long token, long fromNanos, long toNanos) {}

    private record Key(int client, String name) {}

    /** Judges all names, and returns the number of periods of ownership. */
    int judge() {
        Map<String, List<Ownership>> byName = new HashMap<>();
        for (Ownership t : periods()) {
            byName.computeIfAbsent(t.name(), n -> new ArrayList<>()).add(t);
            periods++;
        }
        byName.values().forEach(this::overlaps);
        return periods;
    }

    private List<Ownership> periods() {
        List<Event> events =
                new ArrayList<>(Stream.concat(history.events(Event.Believed.class), history.events(Event.Doubted.class))
                        .toList());
        events.addAll(processEnds());
        events.sort(Comparator.comparingLong(Event::atNanos));
        List<Ownership> all = new ArrayList<>();
        Map<Key, Event.Believed> open = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Event.Believed b) {
                open.putIfAbsent(new Key(b.client(), b.key()), b);
            } else if (event instanceof Event.Doubted d) {
                end(open, all, d.client(), d.key(), d.atNanos());
            }
        }
        open.values().forEach(b -> all.add(ownership(b, history.endNanos())));
        return all;
    }

    /** The process ends as doubts: a client that was killed or opened again has no beliefs afterwards. */
    private List<Event> processEnds() {
        ClientTimeline clients = Analysis.of(history).clients();
        List<Event> doubts = new ArrayList<>();
        history.events(Event.Believed.class)
                .map(Event.Believed::client)
                .distinct()
                .forEach(client -> clients.processEnds(client)
                        .forEach(end -> doubts.add(new Event.Doubted(client, null, "its process ended", end))));
        return doubts;
    }

    private static void end(
            Map<Key, Event.Believed> open, List<Ownership> all, int client, @Nullable String name, long atNanos) {
        open.values().removeIf(b -> {
            boolean ends = b.client() == client && (name == null || name.equals(b.key()));
            if (ends) {
                all.add(ownership(b, atNanos));
            }
            return ends;
        });
    }

    private static Ownership ownership(Event.Believed b, long toNanos) {
        return new Ownership(b.client(), b.key(), b.token(), b.atNanos(), toNanos);
    }

    /** Compares each period with the earlier one that ended last. */
    private void overlaps(List<Ownership> periods) {
        periods.sort(Comparator.comparingLong(Ownership::fromNanos));
        @Nullable Ownership lastEnding = null;
        for (Ownership t : periods) {
            if (lastEnding != null && lastEnding.client() != t.client() && lastEnding.toNanos() > t.fromNanos()) {
                report(lastEnding, t);
            }
            lastEnding = lastEnding == null || t.toNanos() > lastEnding.toNanos() ? t : lastEnding;
        }
    }

    private void report(Ownership older, Ownership younger) {
        long to = Math.min(older.toNanos(), younger.toNanos());
        findings.add(
                "two-owners",
                "clients " + older.client() + " (since " + seconds(older.fromNanos()) + ", token " + hex(older.token())
                        + ") and " + younger.client() + " (since " + seconds(younger.fromNanos()) + ", token "
                        + hex(younger.token()) + ") both owned " + older.name() + " for "
                        + duration(to - younger.fromNanos()),
                Blame.RECIPE,
                new Extent(younger.fromNanos(), to, Set.of(older.client(), younger.client()), List.of()),
                NamingCitations.UNIQUE_NAME);
    }
}
