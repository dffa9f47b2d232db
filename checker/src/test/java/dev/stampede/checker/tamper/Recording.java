package dev.stampede.checker.tamper;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.io.HistoryReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A recorded history as the list of its events, in the order of its lines, with an index of its requests and
 * operations. Immutable; a {@link HistoryEdit} makes a changed copy.
 */
final class Recording {
    private final String name;
    private final RecordedEvents recorded;
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final List<RecordedOperation> operations = new ArrayList<>();
    private final Map<Class<?>, List<Event>> byKind = new ConcurrentHashMap<>();
    private final IdentityHashMap<Event, Integer> clients = new IdentityHashMap<>();

    Recording(String name, RunHeader header, List<Event> events) {
        this.name = name;
        this.recorded = new RecordedEvents(header, events);
        index(recorded.events());
    }

    static Recording read(String name, Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        try (HistoryReader reader = HistoryReader.open(file)) {
            reader.forEach(events::add);
            return new Recording(name, reader.header(), events);
        }
    }

    private void index(List<Event> events) {
        Map<Integer, Event.Completed> completed = new HashMap<>();
        Map<Integer, Event.AttemptAnswered> answered = new HashMap<>();
        Map<Integer, RecordedOperation> byNumber = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Event.Completed e) {
                completed.put(e.operation(), e);
            } else if (event instanceof Event.AttemptAnswered e) {
                answered.put(e.attempt(), e);
            }
        }
        for (Event event : events) {
            if (event instanceof Event.Invoked e) {
                clients.put(e, e.client());
                clients.put(completed.get(e.operation()), e.client());
                RecordedOperation operation =
                        new RecordedOperation(e, completed.get(e.operation()), new ArrayList<>(), e.input());
                byNumber.put(e.operation(), operation);
                operations.add(operation);
            } else if (event instanceof Event.AttemptSent e) {
                clients.put(e, e.client());
                clients.put(answered.get(e.attempt()), e.client());
                RecordedOperation operation = byNumber.get(e.operation());
                RecordedRequest request = new RecordedRequest(e, answered.get(e.attempt()), operation);
                requests.add(request);
                if (operation != null) {
                    operation.requests().add(request);
                }
            }
        }
    }

    /** The name of its file, without the extension. */
    String name() {
        return name;
    }

    RunHeader header() {
        return recorded.header();
    }

    boolean isOf(String... scenarios) {
        return Arrays.asList(scenarios).contains(header().scenario());
    }

    List<Event> events() {
        return recorded.events();
    }

    /** The events of one kind, in the order of their lines. */
    <E extends Event> List<E> events(Class<E> kind) {
        @SuppressWarnings("unchecked") // computed for the same kind
        List<E> ofKind = (List<E>) (List<?>) byKind.computeIfAbsent(
                kind, k -> events().stream().filter(kind::isInstance).toList());
        return ofKind;
    }

    /** In the order of sending. */
    List<RecordedRequest> requests() {
        return requests;
    }

    /** In the order of invocation. */
    List<RecordedOperation> operations() {
        return operations;
    }

    /** The client of an event, -1 for none. */
    int clientOf(Event event) {
        return clients.getOrDefault(event, -1);
    }

    /** When the next operation of the client is invoked after one has completed; the end of the history if none is. */
    long nextOf(RecordedOperation operation) {
        return operations.stream()
                .filter(o -> o.client() == operation.client() && o.invokedNanos() > operation.completedNanos())
                .mapToLong(RecordedOperation::invokedNanos)
                .min()
                .orElse(endNanos());
    }

    /** When a phase of the run began, the end of the history if it never did. */
    long phaseNanos(Event.Phase phase) {
        return events(Event.PhaseBegan.class).stream()
                .filter(e -> e.phase() == phase)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(endNanos());
    }

    long endNanos() {
        return events().stream().mapToLong(Event::atNanos).max().orElse(0);
    }

    /** Runs all checks of the recorded run. */
    RunVerdict judge() {
        return recorded.judge();
    }

    @Override
    public String toString() {
        return name;
    }
}
