package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.Optional;

/**
 * How histories record a counter:
 *
 * <ul>
 *   <li>{@code add} (or {@code increment}, {@code inc}) of a number, nil for 1. If the result is a number that differs
 *       from the argument, it is the value afterwards.
 *   <li>{@code decrement} (or {@code dec}, {@code subtract}), with the same arguments.
 *   <li>{@code read} (or {@code get}).
 *   <li>{@code add-and-get}, {@code increment-and-get} and {@code next}; the result is the value afterwards.
 *   <li>{@code get-and-add} and {@code get-and-increment}; the result is the value before.
 * </ul>
 */
final class CounterReading {
    private CounterReading() {}

    private static final FunctionAliases ALIASES = FunctionAliases.none()
            .and("add", "increment", "inc", "incr")
            .and("decrement", "dec", "decr", "subtract", "sub")
            .and("add-and-get", "increment-and-get", "inc-and-get", "next")
            .and("get-and-add", "get-and-increment", "get-and-inc")
            .and("read", "get", "value");

    static ObjectKind<Long, Counter.Input, Counter.Output> kind() {
        return new ObjectKind<>(
                "counter",
                "a number, initially 0 (add or increment, decrement, read, add-and-get, get-and-add, next)",
                ALIASES.names(),
                CounterReading::model,
                CounterReading::read);
    }

    private static Counter model(ReadingOptions readingOptions) {
        String initial = readingOptions.initial();
        return new Counter(initial == null || initial.equals(Register.NIL) ? 0L : number(new EdnValue.Atom(initial)));
    }

    private static Optional<Reading<Counter.Input, Counter.Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        String meaning = ALIASES.meaning(call.function());
        if (meaning.equals("read")) {
            return call.outcome() != Outcome.OK || call.result().isNil()
                    ? Optional.empty()
                    : Optional.of(new Reading<>(new Counter.Read(), new Counter.Value(number(call.result()))));
        }
        if (call.outcome() == Outcome.FAILED) {
            return Optional.empty();
        }
        long amount = call.argument().isNil() ? 1 : number(call.argument());
        long delta = meaning.equals("decrement") ? -amount : amount;
        return Optional.of(new Reading<>(new Counter.Add(delta), output(meaning, call, delta)));
    }

    private static Counter.Output output(String meaning, RecordedCall call, long delta) {
        boolean number = call.result().text().matches("-?\\d{1,18}");
        boolean isValue = number
                && (meaning.equals("add-and-get")
                        || meaning.equals("get-and-add")
                        || !call.result().equals(call.argument()));
        if (!isValue) {
            return Counter.Done.ADDED;
        }
        long value = number(call.result());
        return new Counter.Value(meaning.equals("get-and-add") ? value + delta : value);
    }

    private static long number(EdnValue value) {
        try {
            return Long.parseLong(value.text());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number, found " + value.text(), e);
        }
    }
}
