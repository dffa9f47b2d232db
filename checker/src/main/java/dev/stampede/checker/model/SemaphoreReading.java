package dev.stampede.checker.model;

import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind.Reading;
import dev.stampede.checker.model.Semaphore.Done;
import java.util.Map;
import java.util.Optional;

/**
 * How histories record a semaphore: {@code acquire}, {@code try-acquire} and {@code release} of a number of permits,
 * nil for one; {@code available}, with a number as the result. The number of permits of the semaphore is one of the
 * {@link ReadingOptions}.
 */
final class SemaphoreReading {
    private SemaphoreReading() {}

    private static final FunctionAliases ALIASES = FunctionAliases.none()
            .and("acquire", "acquire-permit", "acquire-lease")
            .and("try-acquire", "try-acquire-permit", "try-acquire-lease")
            .and("release", "release-permit", "release-lease", "return-lease")
            .and("available", "available-permits", "permits");

    static ObjectKind<Map<Integer, Integer>, Semaphore.Input, Semaphore.Output> kind() {
        return new ObjectKind<>(
                "semaphore",
                "permits that owners acquire and release (acquire, try-acquire, release, available; by default there is"
                        + " one permit)",
                ALIASES.names(),
                readingOptions -> new Semaphore(readingOptions.permits()),
                SemaphoreReading::read);
    }

    private static Optional<Reading<Semaphore.Input, Semaphore.Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        int owner = LockAttempt.owner(call, readingOptions);
        return switch (ALIASES.meaning(call.function())) {
            case "acquire" ->
                LockAttempt.acquire(call)
                        .reading(new Semaphore.Acquire(owner, permits(call)), Done.GRANTED, Done.REFUSED);
            case "try-acquire" ->
                LockAttempt.tryAcquire(call)
                        .reading(new Semaphore.Acquire(owner, permits(call)), Done.GRANTED, Done.REFUSED);
            case "release" ->
                LockAttempt.release(call)
                        .reading(new Semaphore.Release(owner, permits(call)), Done.RELEASED, Done.NOT_OWNER);
            default ->
                call.outcome() == Outcome.OK && !call.result().isNil()
                        ? Optional.of(new Reading<>(
                                new Semaphore.Available(),
                                new Semaphore.Permits(EdnArguments.number(call.result(), "a number of permits"))))
                        : Optional.empty();
        };
    }

    private static int permits(RecordedCall call) {
        if (!call.argument().text().matches("\\d{1,9}")) {
            return 1;
        }
        return Math.max(1, EdnArguments.number(call.argument(), "a number of permits"));
    }
}
