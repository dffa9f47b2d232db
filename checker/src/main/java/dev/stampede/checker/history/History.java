package dev.stampede.checker.history;

import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All events of one run, as checks and reports read them.
 *
 * <p>Immutable and safe to share between threads once built. Operations and attempts are packed: a run of a million
 * operations with one attempt each fits in a heap of 256 MB. All other events are kept as objects.
 */
public final class History {
    private final RunHeader header;
    private final PackedOperations.View operations;
    private final PackedAttempts.View attempts;
    private final List<FaultWindow> faults;
    private final List<Event> others;
    private final Map<Class<? extends Event>, List<Event>> byKind;
    private final long endNanos;
    private final @Nullable String truncation;
    private final Map<Class<?>, Derived> derived = new ConcurrentHashMap<>();

    private History(Builder builder) {
        this.header = builder.header;
        ByteBufferStore.Frozen store = builder.store.freeze();
        this.operations = builder.operations.freeze(store);
        this.attempts = builder.attempts.freeze(store);
        this.faults = builder.faults.freeze();
        this.others = List.copyOf(builder.others);
        this.byKind = others.stream().collect(Collectors.groupingBy(event -> event.getClass()));
        this.endNanos = builder.endNanos;
        this.truncation = builder.truncation;
    }

    /** Starts a history. Add the events in the order of their lines. */
    public static Builder builder(RunHeader header) {
        return new Builder(header);
    }

    public RunHeader header() {
        return header;
    }

    /**
     * The operations in the order of their numbers. A call of {@code get} may create a new object from the packed form.
     */
    public List<Operation> operations() {
        return operations;
    }

    /**
     * The operations with inputs of these classes or interfaces, in the order of their numbers. The others are not
     * decoded, which saves most of the time of a pass that needs few of them.
     */
    @SafeVarargs
    public final List<Operation> operations(Class<? extends OperationInput>... inputs) {
        List<Class<?>> wanted = new ArrayList<>();
        for (Class<?> input : inputs) {
            wanted.add(input);
        }
        return operations.of(input -> wanted.stream().anyMatch(asked -> asked.isAssignableFrom(input)));
    }

    /** The operations with these numbers, in the given order. As {@link #operations()}. */
    public List<Operation> operations(IntStream numbers) {
        return new Selection<>(operations, numbers);
    }

    /**
     * The attempts in the order of their numbers. A call of {@code get} may create a new object from the packed form.
     */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** The attempts whose opcodes fulfil a condition, in the order of their numbers. The others are not decoded. */
    public List<Attempt> attempts(Predicate<Opcode> opcode) {
        return attempts.of(opcode);
    }

    /** The fault windows in the order of their injection. */
    public List<FaultWindow> faults() {
        return faults;
    }

    /**
     * The events of one kind in the order of their lines. Not for the kinds that {@link #operations}, {@link #attempts}
     * and {@link #faults} combine.
     */
    public <E extends Event> Stream<E> events(Class<E> kind) {
        return kind.isInterface()
                ? others.stream().filter(kind::isInstance).map(kind::cast)
                : byKind.getOrDefault(kind, List.of()).stream().map(kind::cast);
    }

    /** The published tracks in the order of their first event. */
    public List<Track> tracks() {
        Map<String, TrackBuilder> byName = new LinkedHashMap<>();
        for (Event event : others) {
            if (event instanceof Event.TrackSpan s) {
                trackBuilder(byName, s.track()).span(s.lane(), s.label(), s.severity(), s.fromNanos(), s.atNanos());
            } else if (event instanceof Event.TrackPoint p) {
                trackBuilder(byName, p.track()).point(p.lane(), p.label(), p.severity(), p.value(), p.atNanos());
            }
        }
        return byName.values().stream().map(TrackBuilder::track).toList();
    }

    private static TrackBuilder trackBuilder(Map<String, TrackBuilder> tracks, String track) {
        return tracks.computeIfAbsent(track, TrackBuilder::of);
    }

    /** The time of the last event, in nanoseconds since the run began. */
    public long endNanos() {
        return endNanos;
    }

    /** Why the history ends before the run did (a truncated file, a killed harness); null if it is complete. */
    public @Nullable String truncation() {
        return truncation;
    }

    /**
     * A value that is derived from this history and computed once, such as the analysis that all checks share. It lives
     * as long as the history.
     *
     * @param type identifies the value: there is one of each type
     * @param compute computes the value. It may derive values of other types; if it throws, nothing is stored. Other
     *     threads that ask for the value wait
     */
    public <T> T derived(Class<T> type, Function<History, T> compute) {
        return type.cast(derived.computeIfAbsent(type, t -> new Derived()).get(() -> compute.apply(this)));
    }

    /** A value that is computed once. Not a value of the map itself, because computing one value may need others. */
    private static final class Derived {
        private volatile @Nullable Object value;

        Object get(Supplier<?> compute) {
            Object known = value;
            return known == null ? computed(compute) : known;
        }

        private synchronized Object computed(Supplier<?> compute) {
            Object known = value;
            if (known == null) {
                known = compute.get();
                value = known;
            }
            return known;
        }
    }

    static void require(boolean holds, String expected, int found) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", found " + found);
        }
    }

    /** Collects events into a {@link History}. Not thread-safe. */
    public static final class Builder {
        private final RunHeader header;
        private final ByteBufferStore store = new ByteBufferStore();
        private final PackedOperations operations = new PackedOperations();
        private final PackedAttempts attempts = new PackedAttempts();
        private final FaultWindows faults = new FaultWindows();
        private final List<Event> others = new ArrayList<>();
        private final SharedValues shared = new SharedValues();
        private long endNanos;
        private @Nullable String truncation;

        private Builder(RunHeader header) {
            this.header = header;
        }

        /**
         * Adds the event of the next line.
         *
         * @throws IllegalArgumentException if the event contradicts earlier ones, for example completes an operation
         *     that was never invoked; the message says what was expected
         */
        public Builder add(Event event) {
            keep(event);
            endNanos = Math.max(endNanos, event.atNanos());
            return this;
        }

        private void keep(Event event) {
            if (event instanceof Event.Invoked e) {
                operations.invoked(e, store);
            } else if (event instanceof Event.Completed e) {
                operations.completed(e, store);
            } else if (event instanceof Event.AttemptSent e) {
                attempts.sent(e, store);
            } else if (event instanceof Event.AttemptAnswered e) {
                attempts.answered(e, store);
            } else if (!faults.add(event)) {
                others.add(shared.of(event));
            }
        }

        /** Marks the history as incomplete, with the reason. */
        public Builder truncated(String why) {
            this.truncation = why;
            return this;
        }

        /** The history of all events added so far. More events can be added afterwards. */
        public History build() {
            return new History(this);
        }
    }
}
