package dev.stampede.checker.tamper;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects changes of a recording and makes a changed copy. Events are identified by the objects of the recording. New
 * operations and attempts have negative numbers until the copy is made, which numbers all of them in the order of their
 * lines. Not thread-safe.
 */
final class HistoryEdit {
    private final Recording recording;
    private final IdentityHashMap<Event, List<Event>> replaced = new IdentityHashMap<>();
    private final List<UnaryOperator<Event>> onEach = new ArrayList<>();
    private @Nullable Comparator<Event> order;
    private RunHeader header;
    private int fresh;

    HistoryEdit(Recording recording) {
        this.recording = recording;
        this.header = recording.header();
    }

    Recording recording() {
        return recording;
    }

    HistoryEdit header(RunHeader changed) {
        header = changed;
        return this;
    }

    /** The event as it is after the changes so far; the event itself if it is unchanged or removed. */
    @SuppressWarnings("unchecked")
    <E extends Event> E now(E event) {
        return (E) replaced.getOrDefault(event, List.of()).stream()
                .filter(e -> e.getClass() == event.getClass())
                .findFirst()
                .orElse(event);
    }

    /** Changes a component of an event. */
    <E extends Record & Event> HistoryEdit set(E event, String component, @Nullable Object value) {
        E now = now(event);
        List<Event> all = new ArrayList<>(replaced.getOrDefault(event, List.of(event)));
        all.replaceAll(e -> e == now ? RecordCopy.with(now, component, value) : e);
        replaced.put(event, all);
        return this;
    }

    HistoryEdit remove(@Nullable Event event) {
        if (event != null) {
            replaced.put(event, List.of());
        }
        return this;
    }

    HistoryEdit remove(RecordedRequest request) {
        return remove(request.sent()).remove(request.answered());
    }

    /** Removes an operation with its requests. */
    HistoryEdit remove(RecordedOperation operation) {
        operation.requests().forEach(this::remove);
        return remove(operation.invoked()).remove(operation.completed());
    }

    HistoryEdit insertAfter(Event event, Event... added) {
        List<Event> all = new ArrayList<>(replaced.getOrDefault(event, List.of(event)));
        all.addAll(List.of(added));
        replaced.put(event, all);
        return this;
    }

    HistoryEdit insertBefore(Event event, Event... added) {
        List<Event> all = new ArrayList<>(List.of(added));
        all.addAll(replaced.getOrDefault(event, List.of(event)));
        replaced.put(event, all);
        return this;
    }

    /** Changes each event, after all other changes. */
    HistoryEdit each(UnaryOperator<Event> change) {
        onEach.add(change);
        return this;
    }

    /** Moves everything from a moment on to a later time. */
    HistoryEdit later(long fromNanos, long byNanos) {
        return times(nanos -> nanos >= fromNanos ? nanos + byNanos : nanos);
    }

    /** Changes all times. */
    HistoryEdit times(LongUnaryOperator change) {
        return each(event -> (Event) RecordCopy.map((Record & Event) event, (name, value) -> {
            boolean time = name.endsWith("Nanos") && value instanceof Long;
            return time ? Long.valueOf(change.applyAsLong((long) value)) : value;
        }));
    }

    /** Sorts the lines of the copy; the sort is stable. */
    HistoryEdit sort(Comparator<Event> by) {
        order = by;
        return this;
    }

    /** The number of a new operation or attempt. */
    int newNumber() {
        return --fresh - 1;
    }

    /** Changes the Stat of a response, and what the operation returned of it. */
    HistoryEdit stat(RecordedRequest request, ZnodeStat stat) {
        RecordedOperation operation = request.operation();
        ZnodeStat old = request.stat();
        set(request.answer(), "stat", stat);
        ZnodeState state = operation == null ? null : operation.state();
        if (operation != null && state != null && state.mzxid() == old.mzxid()) {
            long czxid = state.czxid() == 0 ? 0 : stat.czxid();
            state(operation, new ZnodeState(state.data(), stat.version(), czxid, stat.mzxid()));
        } else if (operation != null
                && operation.output() instanceof OperationOutput.WholeNumber number
                && number.value() == old.version()) {
            set(operation.completion(), "result", Integer.toString(stat.version()));
        }
        return this;
    }

    /** Changes the state of a znode that an operation returned. */
    HistoryEdit state(RecordedOperation operation, @Nullable ZnodeState state) {
        return set(operation.completion(), "result", new OperationOutput.Shown(state).text());
    }

    /** The changed copy. */
    RecordedEvents apply() {
        List<Event> events = new ArrayList<>();
        for (Event event : recording.events()) {
            events.addAll(replaced.getOrDefault(event, List.of(event)));
        }
        onEach.forEach(events::replaceAll);
        if (order != null) {
            events.sort(order);
        }
        return new RecordedEvents(header, numbered(events));
    }

    private static List<Event> numbered(List<Event> events) {
        Map<Integer, Integer> operations = new HashMap<>();
        Map<Integer, Integer> attempts = new HashMap<>();
        operations.put(-1, -1);
        for (Event event : events) {
            if (event instanceof Event.Invoked e) {
                operations.put(e.operation(), operations.size() - 1);
            } else if (event instanceof Event.AttemptSent e) {
                attempts.put(e.attempt(), attempts.size());
            }
        }
        List<Event> numbered = new ArrayList<>();
        for (Event event : events) {
            Record each = (Record) event;
            boolean refers = RecordCopy.has(each, "operation") || RecordCopy.has(each, "attempt");
            numbered.add(
                    !refers
                            ? event
                            : (Event) RecordCopy.map(each, (name, value) -> switch (name) {
                                case "operation" -> value instanceof Integer o ? operations.getOrDefault(o, -1) : value;
                                case "attempt" -> value instanceof Integer a ? attempts.getOrDefault(a, a) : value;
                                default -> value;
                            }));
        }
        return numbered;
    }
}
