package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.model.ObjectKind.Reading;
import dev.stampede.checker.model.ReadWriteLock.Downgrade;
import dev.stampede.checker.model.ReadWriteLock.Mode;
import dev.stampede.checker.model.ReadWriteLock.Output;
import java.util.Optional;

/**
 * How histories record a read-write lock:
 *
 * <ul>
 *   <li>{@code read-lock}, {@code read-unlock}, {@code try-read-lock}, and the same with {@code write}.
 *   <li>{@code read-acquire}, {@code acquire-read}, {@code lock-read}, {@code release-read} and similar names.
 *   <li>{@code acquire}, {@code release} and {@code try-acquire} (or {@code lock}, {@code unlock}, {@code try-lock}) of
 *       {@code read} or {@code write}.
 * </ul>
 *
 * <p>If owners are known, the holder of the write lock may also acquire the read lock.
 */
final class ReadWriteLockReading {
    private ReadWriteLockReading() {}

    private static final FunctionAliases ALIASES = of(of(FunctionAliases.none(), "read"), "write")
            .and("acquire", "lock")
            .and("release", "unlock")
            .and("try-acquire", "try-lock");

    private static FunctionAliases of(FunctionAliases before, String mode) {
        return before.and(
                        mode + "-acquire",
                        mode + "-lock",
                        "acquire-" + mode,
                        "lock-" + mode,
                        "acquire-" + mode + "-lock")
                .and(
                        mode + "-release",
                        mode + "-unlock",
                        "release-" + mode,
                        "unlock-" + mode,
                        "release-" + mode + "-lock")
                .and(
                        mode + "-try-acquire",
                        "try-" + mode + "-lock",
                        "try-" + mode + "-acquire",
                        "try-acquire-" + mode,
                        "try-lock-" + mode);
    }

    static ObjectKind<ReadWriteLock.State, ReadWriteLock.Input, ReadWriteLock.Output> kind() {
        return new ObjectKind<>(
                "read-write-lock",
                "a lock that many readers or one writer hold at a time (read-lock, read-unlock, try-read-lock and the"
                        + " same with write; or acquire, release, try-acquire of read or write)",
                ALIASES.names(),
                readingOptions -> new ReadWriteLock(
                        readingOptions.owners() == ReadingOptions.Owners.CLIENTS
                                ? Downgrade.GRANTED
                                : Downgrade.REFUSED),
                ReadWriteLockReading::read);
    }

    private static Optional<Reading<ReadWriteLock.Input, Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        String meaning = ALIASES.meaning(call.function());
        Mode mode = meaning.startsWith("read-")
                ? Mode.READ
                : meaning.startsWith("write-") ? Mode.WRITE : mode(call.argument(), meaning);
        int owner = LockAttempt.owner(call, readingOptions);
        if (meaning.endsWith("release")) {
            return LockAttempt.release(call)
                    .reading(new ReadWriteLock.Unlock(mode, owner), Output.RELEASED, Output.NOT_OWNER);
        }
        LockAttempt attempted = meaning.contains("try-") ? LockAttempt.tryAcquire(call) : LockAttempt.acquire(call);
        return attempted.reading(new ReadWriteLock.Lock(mode, owner), Output.GRANTED, Output.REFUSED);
    }

    private static Mode mode(EdnValue argument, String function) {
        return switch (LockAttempt.word(argument)) {
            case "read", "r", "shared", "reader" -> Mode.READ;
            case "write", "w", "exclusive", "writer" -> Mode.WRITE;
            default ->
                throw new IllegalArgumentException(
                        "expected " + function + " of read or write, found " + argument.text());
        };
    }
}
