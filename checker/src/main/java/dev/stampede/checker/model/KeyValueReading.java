package dev.stampede.checker.model;

import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.Optional;
import java.util.Set;

/** How histories record a key-value store: {@code get}, {@code put}, {@code append}, each with a key. */
final class KeyValueReading {
    private KeyValueReading() {}

    static ObjectKind<String, KeyValue.Input, KeyValue.Output> kind() {
        return new ObjectKind<>(
                "key-value",
                "strings by key that are read, replaced and appended to",
                Set.of("get", "put", "append"),
                readingOptions -> new KeyValue(),
                KeyValueReading::read);
    }

    private static Optional<Reading<KeyValue.Input, KeyValue.Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        boolean get = call.function().equals("get");
        if (call.outcome() == Outcome.FAILED || (get && call.outcome() != Outcome.OK)) {
            return Optional.empty();
        }
        if (get) {
            String found = call.result().isNil() ? "" : EdnArguments.content(call.result());
            return Optional.of(new Reading<>(new KeyValue.Get(), new KeyValue.Output(found)));
        }
        String text = EdnArguments.content(call.argument());
        KeyValue.Input input = call.function().equals("put") ? new KeyValue.Put(text) : new KeyValue.Append(text);
        return Optional.of(new Reading<>(input, KeyValue.DONE));
    }
}
