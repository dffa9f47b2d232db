package dev.stampede.checker.model;

import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.Optional;
import org.pcollections.PSet;

/**
 * How histories record a generator of ids: {@code generate} or {@code next}, with the id as the result. An operation
 * with an unknown result contains no observation, because no other operation can return the same id. (Use the model
 * {@code counter} for ids that count up; it has the function {@code next}, too.)
 */
final class IdGeneratorReading {
    private IdGeneratorReading() {}

    private static final FunctionAliases ALIASES =
            FunctionAliases.none().and("generate", "next", "next-id", "generate-id", "new-id", "get-id", "id");

    static ObjectKind<PSet<String>, IdGenerator.Input, IdGenerator.Output> kind() {
        return new ObjectKind<>(
                "id-generator",
                "ids, each generated at most once (generate or next)",
                ALIASES.names(),
                readingOptions -> new IdGenerator(),
                IdGeneratorReading::read);
    }

    private static Optional<Reading<IdGenerator.Input, IdGenerator.Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        return call.outcome() != Outcome.OK || call.result().isNil()
                ? Optional.empty()
                : Optional.of(new Reading<>(
                        IdGenerator.Input.GENERATE,
                        new IdGenerator.Output(call.result().text())));
    }
}
