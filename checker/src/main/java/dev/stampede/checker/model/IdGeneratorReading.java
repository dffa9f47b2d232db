package dev.stampede.checker.model;

import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.Optional;
import org.pcollections.PSet;

/**
 * How histories record a generator of ids: {@code generate} or {@code next}, answered by the id. One that nobody knows the
 * answer of says nothing: no other can get the same id. (Ids that count up are the values of a {@code counter}, which knows
 * {@code next} as well.)
 */
final class IdGeneratorReading {
    private IdGeneratorReading() {}

    private static final FunctionAliases SPELLINGS =
            FunctionAliases.none().and("generate", "next", "next-id", "generate-id", "new-id", "get-id", "id");

    static ObjectKind<PSet<String>, IdGenerator.Input, IdGenerator.Output> kind() {
        return new ObjectKind<>(
                "id-generator",
                "ids, none of them given twice (generate or next)",
                SPELLINGS.names(),
                conventions -> new IdGenerator(),
                IdGeneratorReading::read);
    }

    private static Optional<Reading<IdGenerator.Input, IdGenerator.Output>> read(
            RecordedCall call, ReadingOptions conventions) {
        return call.outcome() != Outcome.OK || call.result().isNil()
                ? Optional.empty()
                : Optional.of(new Reading<>(
                        IdGenerator.Input.GENERATE,
                        new IdGenerator.Output(call.result().text())));
    }
}
