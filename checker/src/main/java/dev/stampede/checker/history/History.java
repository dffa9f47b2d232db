package dev.stampede.checker.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All events of one run, as checks and reports read them.
 *
 * <p>Immutable and safe to share between threads once built.
 */
public final class History {
    private final RunHeader header;
    private final List<Operation> operations;
    private final List<Attempt> attempts;
    private final List<FaultWindow> faults;
    private final List<Event> others;
    private final long endNanos;
    private final @Nullable String truncation;

    private History(Builder builder) {
        this.header = builder.header;
        this.operations = List.copyOf(builder.operations);
        this.attempts = List.copyOf(builder.attempts);
        this.faults = List.copyOf(builder.faults.values());
        this.others = List.copyOf(builder.others);
        this.endNanos = builder.endNanos;
        this.truncation = builder.truncation;
    }

    /** Starts a history; feed it its events in the order of their lines. */
    public static Builder builder(RunHeader header) {
        return new Builder(header);
    }

    public RunHeader header() {
        return header;
    }

    /** The operations in the order of their numbers; each is made anew when it is asked for. */
    public List<Operation> operations() {
        return operations;
    }

    /** The attempts in the order of their numbers; each is made anew when it is asked for. */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** The fault windows in the order of their injection. */
    public List<FaultWindow> faults() {
        return faults;
    }

    /** The events of one kind in the order of their lines; not for those that the methods above merge. */
    public <E extends Event> Stream<E> events(Class<E> kind) {
        return others.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The published tracks in the order of their first event. */
    public List<Track> tracks() {
        Map<String, Map<String, List<Event>>> byName = new LinkedHashMap<>();
        for (Event event : others) {
            if (event instanceof Event.TrackSpan span) {
                lane(byName, span.track(), span.lane()).add(span);
            } else if (event instanceof Event.TrackPoint point) {
                lane(byName, point.track(), point.lane()).add(point);
            }
        }
        List<Track> tracks = new ArrayList<>();
        byName.forEach((track, lanes) -> {
            List<Track.Lane> all = new ArrayList<>();
            lanes.forEach((lane, events) -> all.add(
                    new Track.Lane(lane, only(events, Event.TrackSpan.class), only(events, Event.TrackPoint.class))));
            tracks.add(new Track(track, all));
        });
        return tracks;
    }

    private static List<Event> lane(Map<String, Map<String, List<Event>>> tracks, String track, String lane) {
        return tracks.computeIfAbsent(track, name -> new LinkedHashMap<>())
                .computeIfAbsent(lane, name -> new ArrayList<>());
    }

    private static <E extends Event> List<E> only(List<Event> events, Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The time of its last event. */
    public long endNanos() {
        return endNanos;
    }

    /** Why it does not reach the end of the run (a truncated file, a killed harness); null if it does. */
    public @Nullable String truncation() {
        return truncation;
    }

    /** Gathers events into a {@link History}. Not thread-safe. */
    public static final class Builder {
        private final RunHeader header;
        private final List<Operation> operations = new ArrayList<>();
        private final List<Attempt> attempts = new ArrayList<>();
        private final Map<String, FaultWindow> faults = new LinkedHashMap<>();
        private final List<Event> others = new ArrayList<>();
        private long endNanos;
        private @Nullable String truncation;

        private Builder(RunHeader header) {
            this.header = header;
        }

        /**
         * Adds the event of the next line.
         *
         * @throws IllegalArgumentException if it contradicts those before it, such as a completion of an operation that
         *     was never invoked; the message says what was expected
         */
        public Builder add(Event event) {
            endNanos = Math.max(endNanos, event.atNanos());
            switchOn(event);
            return this;
        }

        private void switchOn(Event event) {
            if (event instanceof Event.Invoked e) {
                require(e.operation() == operations.size(), "operation " + operations.size(), e.operation());
                operations.add(new Operation(
                        e.operation(),
                        e.client(),
                        e.function(),
                        e.key(),
                        e.argument(),
                        null,
                        null,
                        Outcome.INDETERMINATE,
                        e.atNanos(),
                        Operation.OPEN,
                        0,
                        0,
                        0));
            } else if (event instanceof Event.Completed e) {
                require(
                        e.operation() >= 0 && e.operation() < operations.size(),
                        "an operation that was invoked",
                        e.operation());
                Operation o = operations.get(e.operation());
                operations.set(
                        e.operation(),
                        new Operation(
                                o.number(),
                                o.client(),
                                o.function(),
                                o.key(),
                                o.argument(),
                                e.result(),
                                e.error(),
                                e.outcome(),
                                o.invokedNanos(),
                                e.atNanos(),
                                e.session(),
                                e.token(),
                                e.zxid()));
            } else if (event instanceof Event.AttemptSent e) {
                require(e.attempt() == attempts.size(), "attempt " + attempts.size(), e.attempt());
                attempts.add(new Attempt(
                        e.attempt(),
                        e.client(),
                        e.operation(),
                        e.session(),
                        e.order(),
                        e.opcode(),
                        e.path(),
                        null,
                        0,
                        null,
                        e.atNanos(),
                        Operation.OPEN));
            } else if (event instanceof Event.AttemptAnswered e) {
                require(e.attempt() >= 0 && e.attempt() < attempts.size(), "an attempt that was sent", e.attempt());
                Attempt a = attempts.get(e.attempt());
                attempts.set(
                        e.attempt(),
                        new Attempt(
                                a.number(),
                                a.client(),
                                a.operation(),
                                e.session() == 0 ? a.session() : e.session(),
                                a.order(),
                                a.opcode(),
                                e.path() == null ? a.path() : e.path(),
                                e.code(),
                                e.zxid(),
                                e.stat(),
                                a.sentNanos(),
                                e.atNanos()));
            } else if (event instanceof Event.FaultInjecting e) {
                faults.put(
                        e.fault(),
                        new FaultWindow(
                                e.fault(),
                                e.atom(),
                                e.family(),
                                e.shape(),
                                e.target(),
                                e.members(),
                                e.clients(),
                                e.links(),
                                e.atNanos(),
                                Operation.OPEN,
                                null,
                                Operation.OPEN,
                                Operation.OPEN,
                                Operation.OPEN,
                                null));
            } else if (event instanceof Event.FaultInjected e) {
                FaultWindow w = window(e.fault());
                put(w, e.atNanos(), w.bite(), w.bitNanos(), w.healingNanos(), w.healedNanos(), w.cure());
            } else if (event instanceof Event.FaultBit e) {
                FaultWindow w = window(e.fault());
                put(w, w.injectedNanos(), e.evidence(), e.atNanos(), w.healingNanos(), w.healedNanos(), w.cure());
            } else if (event instanceof Event.FaultHealing e) {
                FaultWindow w = window(e.fault());
                put(w, w.injectedNanos(), w.bite(), w.bitNanos(), e.atNanos(), w.healedNanos(), w.cure());
            } else if (event instanceof Event.FaultHealed e) {
                FaultWindow w = window(e.fault());
                put(w, w.injectedNanos(), w.bite(), w.bitNanos(), w.healingNanos(), e.atNanos(), e.evidence());
            } else {
                others.add(event);
            }
        }

        private void put(
                FaultWindow w,
                long injected,
                @Nullable String bite,
                long bit,
                long healing,
                long healed,
                @Nullable String cure) {
            faults.put(
                    w.fault(),
                    new FaultWindow(
                            w.fault(),
                            w.atom(),
                            w.family(),
                            w.shape(),
                            w.target(),
                            w.members(),
                            w.clients(),
                            w.links(),
                            w.injectingNanos(),
                            injected,
                            bite,
                            bit,
                            healing,
                            healed,
                            cure));
        }

        private FaultWindow window(String fault) {
            FaultWindow window = faults.get(fault);
            if (window == null) {
                throw new IllegalArgumentException("expected a fault that was injected, found \"" + fault + "\"");
            }
            return window;
        }

        private static void require(boolean holds, String expected, int found) {
            if (!holds) {
                throw new IllegalArgumentException("expected " + expected + ", found " + found);
            }
        }

        /** Says that the history does not reach the end of the run, and why. */
        public Builder truncated(String why) {
            this.truncation = why;
            return this;
        }

        /** What has been added so far; the builder may go on. */
        public History build() {
            return new History(this);
        }
    }
}
