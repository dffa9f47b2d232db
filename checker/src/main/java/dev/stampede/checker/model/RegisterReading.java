package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How histories record a register: {@code read}, {@code write v}, {@code cas [expected next]}. */
final class RegisterReading {
    private RegisterReading() {}

    private static final Set<String> MISMATCHES = Set.of("BadVersion", ":bad-version", ":mismatch", "mismatch");

    static ObjectKind<String, Register.Input, Register.Output> register() {
        return new ObjectKind<>(
                "register",
                "a register with read and write",
                Set.of("read", "write"),
                RegisterReading::model,
                RegisterReading::read);
    }

    static ObjectKind<String, Register.Input, Register.Output> casRegister() {
        return new ObjectKind<>(
                "cas-register",
                "a register with read, write and compare-and-set",
                Set.of("read", "write", "cas"),
                RegisterReading::model,
                RegisterReading::read);
    }

    private static Register model(ReadingOptions readingOptions) {
        String initial = readingOptions.initial();
        return new Register(initial == null ? Register.NIL : initial);
    }

    private static Optional<Reading<Register.Input, Register.Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        return switch (call.function()) {
            case "read" -> reading(call, readingOptions);
            case "write" -> writing(call);
            default -> comparing(call, readingOptions);
        };
    }

    private static Optional<Reading<Register.Input, Register.Output>> reading(
            RecordedCall call, ReadingOptions readingOptions) {
        boolean noObservation = call.outcome() != Outcome.OK
                || (call.result().isNil() && readingOptions.readOfNil() == ReadingOptions.ReadOfNil.IGNORED);
        return noObservation
                ? Optional.empty()
                : Optional.of(new Reading<>(
                        new Register.Read(), new Register.Value(call.result().text())));
    }

    private static Optional<Reading<Register.Input, Register.Output>> writing(RecordedCall call) {
        return call.outcome() == Outcome.FAILED
                ? Optional.empty()
                : Optional.of(new Reading<>(new Register.Write(call.argument().text()), Register.Done.WRITTEN));
    }

    private static Optional<Reading<Register.Input, Register.Output>> comparing(
            RecordedCall call, ReadingOptions readingOptions) {
        List<EdnValue> values = EdnArguments.pair(call.argument(), "[expected next]");
        Register.CompareAndSet input =
                new Register.CompareAndSet(values.get(0).text(), values.get(1).text());
        if (call.outcome() == Outcome.OK) {
            boolean refused = call.result().text().equals("false");
            return Optional.of(new Reading<>(input, refused ? Register.Done.MISMATCHED : Register.Done.SWAPPED));
        }
        if (call.outcome() == Outcome.INDETERMINATE) {
            return Optional.of(new Reading<>(input, null));
        }
        boolean hasValue = !(call.result() instanceof EdnValue.Atom)
                || call.result().isNil()
                || MISMATCHES.contains(call.result().text());
        return hasValue && readingOptions.failedCas() == ReadingOptions.FailedCas.OBSERVED
                ? Optional.of(new Reading<>(input, Register.Done.MISMATCHED))
                : Optional.empty();
    }
}
