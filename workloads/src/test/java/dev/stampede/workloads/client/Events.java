package dev.stampede.workloads.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The events that a host handed over. */
final class Events implements BiConsumer<Integer, ClientEvent> {

    private final List<ClientEvent> all = new CopyOnWriteArrayList<>();

    @Override
    public void accept(Integer client, ClientEvent event) {
        all.add(event);
    }

    List<ClientEvent> all() {
        return all;
    }

    <E extends ClientEvent> Stream<E> of(Class<E> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }

    <E extends ClientEvent> E await(Class<E> kind, Predicate<E> which) {
        Awaitility.await(kind.getSimpleName()).atMost(Duration.ofSeconds(20)).until(() -> of(kind).anyMatch(which));
        return of(kind).filter(which).findFirst().orElseThrow();
    }

    ClientEvent.AttemptAnswered answerTo(ClientEvent.AttemptSent attempt) {
        return await(ClientEvent.AttemptAnswered.class, answer -> answer.attempt() == attempt.attempt());
    }

    ClientEvent.AttemptSent attempt(String opcode, String path) {
        return await(
                ClientEvent.AttemptSent.class,
                attempt -> attempt.opcode().equals(opcode) && path.equals(attempt.path()));
    }

    String states() {
        return of(ClientEvent.SessionChanged.class)
                .map(ClientEvent.SessionChanged::state)
                .collect(Collectors.joining(" "));
    }
}
