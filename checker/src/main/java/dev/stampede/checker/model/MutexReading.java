package dev.stampede.checker.model;

import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.Mutex.Output;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.Optional;

/**
 * How histories record a lock:
 *
 * <ul>
 *   <li>{@code acquire} or {@code lock}; the result false means refused.
 *   <li>{@code try-acquire} or {@code try-lock}; a failure also means refused.
 *   <li>{@code release} or {@code unlock}.
 *   <li>{@code is-held}, {@code is-locked}, {@code held?} or {@code locked?}.
 * </ul>
 */
final class MutexReading {
    private MutexReading() {}

    private static final FunctionAliases ALIASES = FunctionAliases.none()
            .and("acquire", "lock")
            .and("try-acquire", "try-lock")
            .and("release", "unlock")
            .and("is-held", "is-locked", "held?", "locked?", "held", "locked");

    static ObjectKind<Mutex.State, Mutex.Input, Mutex.Output> mutex() {
        return new ObjectKind<>(
                "mutex",
                "a lock that one owner holds at a time (acquire, try-acquire, release, is-held)",
                ALIASES.names(),
                readingOptions -> new Mutex(Mutex.Reentry.REFUSED),
                MutexReading::read);
    }

    static ObjectKind<Mutex.State, Mutex.Input, Mutex.Output> reentrantMutex() {
        return new ObjectKind<>(
                "reentrant-mutex",
                "a lock that its owner may acquire again (acquire, try-acquire, release, is-held)",
                ALIASES.names(),
                readingOptions -> new Mutex(Mutex.Reentry.GRANTED),
                MutexReading::read);
    }

    private static Optional<Reading<Mutex.Input, Output>> read(RecordedCall call, ReadingOptions readingOptions) {
        int owner = LockAttempt.owner(call, readingOptions);
        return switch (ALIASES.meaning(call.function())) {
            case "acquire" -> some(LockAttempt.acquire(call), new Mutex.Acquire(owner), Output.GRANTED, Output.REFUSED);
            case "try-acquire" ->
                some(LockAttempt.tryAcquire(call), new Mutex.Acquire(owner), Output.GRANTED, Output.REFUSED);
            case "release" ->
                some(LockAttempt.release(call), new Mutex.Release(owner), Output.RELEASED, Output.NOT_OWNER);
            default ->
                call.outcome() == Outcome.OK
                        ? Optional.of(new Reading<>(
                                new Mutex.IsHeld(), call.result().text().equals("false") ? Output.FREE : Output.HELD))
                        : Optional.empty();
        };
    }

    private static Optional<Reading<Mutex.Input, Output>> some(
            LockAttempt attempted, Mutex.Input input, Output yes, Output no) {
        return attempted.reading(input, yes, no);
    }
}
