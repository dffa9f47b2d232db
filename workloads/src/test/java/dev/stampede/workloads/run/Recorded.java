package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.frames.ReplyMatcher;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal, with the events that it recorded. */
final class Recorded {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    final Journal journal = new Journal(new RunClock(), events::add, address -> 0, new ReplyMatcher());

    List<Event> all() {
        return List.copyOf(events);
    }

    <E extends Event> List<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
