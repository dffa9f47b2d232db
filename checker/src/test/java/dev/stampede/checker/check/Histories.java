package dev.stampede.checker.check;

import dev.stampede.checker.history.FaultEffects;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader;
import java.util.List;
import java.util.Map;

/** Small histories for the tests of checks. */
public final class Histories {
    private Histories() {}

    static final EnsembleSettings SETTINGS = new EnsembleSettings(200, 10, 5, 400, 4000, 1000, 3000);

    public static RunHeader header(String... families) {
        return new RunHeader(
                "run-1",
                "lock",
                "naive",
                42,
                "2026-11-24T00:00:00Z",
                "local, 3 members of 3.9.5",
                List.of(1, 2, 3),
                SETTINGS,
                List.of(families),
                null,
                List.of(),
                "replay",
                "recheck",
                Map.of());
    }

    public static History of(Event... events) {
        return of(header(), events);
    }

    public static History of(RunHeader header, Event... events) {
        History.Builder builder = History.builder(header);
        for (Event event : events) {
            builder.add(event);
        }
        return builder.build();
    }

    public static History of(RunHeader header, List<Event> events) {
        return of(header, events.toArray(Event[]::new));
    }

    public static CheckBudget plenty() {
        return CheckBudget.of(java.time.Duration.ofMinutes(1), 1 << 26);
    }

    public static long seconds(double seconds) {
        return Math.round(seconds * 1e9);
    }

    /** A whole fault window: injected, took effect and healed. */
    public static List<Event> fault(String atom, String family, String shape, double from, double to) {
        String fault = atom + "#0";
        return List.of(
                injecting(atom, family, shape, from),
                new Event.FaultInjected(fault, seconds(from)),
                new Event.FaultActive(fault, "a probe got no answer", seconds(from + 0.1)),
                new Event.FaultHealing(fault, seconds(to)),
                new Event.FaultHealed(fault, "a probe was answered", seconds(to)));
    }

    public static Event.FaultInjecting injecting(String atom, String family, String shape, double at) {
        return new Event.FaultInjecting(
                atom + "#0",
                atom,
                family,
                shape,
                "leader",
                List.of(1),
                List.of(),
                List.of(),
                FaultEffects.of(family, shape),
                seconds(at));
    }
}
