package dev.stampede.checker.check;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.HistoryBuilder;
import java.util.List;

/** Histories of a lock from lists of events, with times in seconds. */
public final class Histories {
    private Histories() {}

    public static RunHeader header(String... families) {
        return builder().families(families).header();
    }

    public static History of(Event... events) {
        return of(header(), events);
    }

    public static History of(RunHeader header, Event... events) {
        return of(header, List.of(events));
    }

    public static History of(RunHeader header, List<Event> events) {
        History.Builder builder = History.builder(header);
        events.forEach(builder::add);
        return builder.build();
    }

    public static CheckBudget plenty() {
        return HistoryBuilder.budget();
    }

    public static long seconds(double seconds) {
        return Math.round(seconds * 1e9);
    }

    /** A fault from its injection to its heal; a probe proves after 0.1 s that it is in effect. */
    public static List<Event> fault(String step, String family, String shape, double from, double to) {
        long start = millis(from);
        return builder()
                .fault(scope(step, family, shape), start, start + 100, millis(to))
                .events();
    }

    public static Event injecting(String step, String family, String shape, double at) {
        HistoryBuilder builder = builder();
        builder.injecting(scope(step, family, shape), millis(at));
        return builder.events().get(0);
    }

    private static FaultScope scope(String step, String family, String shape) {
        return FaultScope.of(family, shape).planned(step, "leader").members(1);
    }

    private static HistoryBuilder builder() {
        return HistoryBuilder.of("lock");
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1e3);
    }
}
