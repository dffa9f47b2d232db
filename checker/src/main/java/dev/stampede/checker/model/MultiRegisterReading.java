package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How histories record several registers: {@code txn [[:read :x nil] [:write :y 2]]}. */
final class MultiRegisterReading {
    private MultiRegisterReading() {}

    private static final String ACCESS = "an access such as [:read :x nil] or [:write :x 1]";

    static ObjectKind<Map<String, String>, MultiRegister.Input, MultiRegister.Output> kind() {
        return new ObjectKind<>(
                "multi-register",
                "several registers that an operation reads and writes atomically",
                Set.of("txn"),
                readingOptions -> {
                    String initial = readingOptions.initial();
                    return new MultiRegister(initial == null ? Register.NIL : initial);
                },
                MultiRegisterReading::read);
    }

    private static Optional<Reading<MultiRegister.Input, MultiRegister.Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        if (call.outcome() == Outcome.FAILED) {
            return Optional.empty();
        }
        boolean done = call.outcome() == Outcome.OK;
        List<MultiRegister.Access> accesses = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (EdnValue item : EdnArguments.items(done ? call.result() : call.argument(), "a list of accesses")) {
            List<EdnValue> parts = EdnArguments.items(item, ACCESS);
            if (parts.size() != 3) {
                throw new IllegalArgumentException("expected " + ACCESS + ", found " + item.text());
            }
            boolean write = writes(parts.get(0));
            EdnValue value = parts.get(2);
            accesses.add(new MultiRegister.Access(parts.get(1).text(), write ? value.text() : null));
            found.add(
                    write || (value.isNil() && readingOptions.readOfNil() == ReadingOptions.ReadOfNil.IGNORED)
                            ? MultiRegister.ANYTHING
                            : value.text());
        }
        boolean noObservation = accesses.stream().allMatch(a -> a.written() == null)
                && (!done || found.stream().allMatch(MultiRegister.ANYTHING::equals));
        return noObservation
                ? Optional.empty()
                : Optional.of(new Reading<>(new MultiRegister.Input(accesses), new MultiRegister.Output(found)));
    }

    private static boolean writes(EdnValue function) {
        return switch (function.text()) {
            case ":write", ":w", "write" -> true;
            case ":read", ":r", "read" -> false;
            default -> throw new IllegalArgumentException("expected " + ACCESS + ", found " + function.text());
        };
    }
}
