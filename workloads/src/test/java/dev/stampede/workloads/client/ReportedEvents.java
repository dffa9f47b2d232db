package dev.stampede.workloads.client;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Collects the events that a host passes on. */
public final class ReportedEvents implements BiConsumer<Integer, Event> {

    private final List<Event> all = new CopyOnWriteArrayList<>();

    @Override
    public void accept(Integer client, Event event) {
        all.add(event);
    }

    public List<Event> all() {
        return all;
    }

    public <E extends Event> Stream<E> of(Class<E> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }

    public <E extends Event> E await(Class<E> kind, Predicate<E> which) {
        Awaitility.await(kind.getSimpleName()).atMost(Duration.ofSeconds(20)).until(() -> of(kind).anyMatch(which));
        return of(kind).filter(which).findFirst().orElseThrow();
    }

    public Event.AttemptAnswered answerTo(Event.AttemptSent attempt) {
        return await(Event.AttemptAnswered.class, answer -> answer.attempt() == attempt.attempt());
    }

    public Event.AttemptSent attempt(Opcode opcode, String path) {
        return await(Event.AttemptSent.class, attempt -> attempt.opcode() == opcode && path.equals(attempt.path()));
    }

    public String states() {
        return of(Event.SessionChanged.class)
                .map(changed -> changed.state().name())
                .collect(Collectors.joining(" "));
    }
}
