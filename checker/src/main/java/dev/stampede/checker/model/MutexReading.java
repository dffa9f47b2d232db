package dev.stampede.checker.model;

import dev.stampede.checker.history.Outcome;
import dev.stampede.checker.model.Mutex.Output;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.Optional;
import java.util.Set;

/**
 * How histories record a lock: {@code acquire} (answered false, it was refused), {@code try-acquire} (also if it
 * failed), {@code release}, {@code is-held}.
 */
final class MutexReading {
    private MutexReading() {}

    private static final Set<String> FUNCTIONS = Set.of("acquire", "try-acquire", "release", "is-held");

    static ObjectKind<Mutex.State, Mutex.Input, Mutex.Output> mutex() {
        return new ObjectKind<>(
                "mutex",
                "a lock that one owner holds at a time",
                FUNCTIONS,
                conventions -> new Mutex(Mutex.Reentry.REFUSED),
                MutexReading::read);
    }

    static ObjectKind<Mutex.State, Mutex.Input, Mutex.Output> reentrantMutex() {
        return new ObjectKind<>(
                "reentrant-mutex",
                "a lock that its owner may acquire again",
                FUNCTIONS,
                conventions -> new Mutex(Mutex.Reentry.GRANTED),
                MutexReading::read);
    }

    private static Optional<Reading<Mutex.Input, Output>> read(RecordedCall call, Conventions conventions) {
        int owner = conventions.owners() == Conventions.Owners.CLIENTS ? call.client() : 0;
        boolean ok = call.outcome() == Outcome.OK;
        boolean open = call.outcome() == Outcome.INDETERMINATE;
        boolean no = call.result().text().equals("false");
        return switch (call.function()) {
            case "acquire" ->
                ok || open ? some(new Mutex.Acquire(owner), no ? Output.REFUSED : Output.GRANTED) : Optional.empty();
            case "try-acquire" -> some(new Mutex.Acquire(owner), ok && !no ? Output.GRANTED : Output.REFUSED);
            case "release" -> ok || open ? some(new Mutex.Release(owner), Output.RELEASED) : Optional.empty();
            default -> ok ? some(new Mutex.IsHeld(), no ? Output.FREE : Output.HELD) : Optional.empty();
        };
    }

    private static Optional<Reading<Mutex.Input, Output>> some(Mutex.Input input, Output output) {
        return Optional.of(new Reading<>(input, output));
    }
}
