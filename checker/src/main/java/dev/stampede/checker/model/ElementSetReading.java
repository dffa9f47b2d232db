package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ElementSet.Status;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pcollections.PSet;

/**
 * How histories record a set:
 *
 * <ul>
 *   <li>{@code add} (or {@code insert}, {@code join}) and {@code remove} (or {@code delete}, {@code leave}) of an
 *       element. The result true or false reports whether the set changed.
 *   <li>{@code contains} of an element, with the result true or false.
 *   <li>{@code read} (or {@code elements}, {@code members}), with all elements as the result.
 * </ul>
 */
final class ElementSetReading {
    private ElementSetReading() {}

    private static final FunctionAliases ALIASES = FunctionAliases.none()
            .and("add", "insert", "join")
            .and("remove", "delete", "leave")
            .and("contains", "contains?", "has", "member?", "is-member")
            .and("read", "read-all", "elements", "members", "list");

    static ObjectKind<PSet<String>, ElementSet.Input, ElementSet.Output> kind() {
        return new ObjectKind<>(
                "set",
                "a set, initially empty (add, remove, contains, read)",
                ALIASES.names(),
                readingOptions -> new ElementSet(),
                ElementSetReading::read);
    }

    private static Optional<Reading<ElementSet.Input, ElementSet.Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        String element = call.argument().text();
        return switch (ALIASES.meaning(call.function())) {
            case "add" -> changing(new ElementSet.Add(element), call);
            case "remove" -> changing(new ElementSet.Remove(element), call);
            case "contains" ->
                observed(call)
                        ? Optional.of(new Reading<>(new ElementSet.Contains(element), status(call.result())))
                        : Optional.empty();
            default ->
                observed(call)
                        ? Optional.of(new Reading<>(new ElementSet.Read(), elements(call.result())))
                        : Optional.empty();
        };
    }

    private static boolean observed(RecordedCall call) {
        return call.outcome() == Outcome.OK && !call.result().isNil();
    }

    /** A result that repeats the argument contains no observation. */
    private static Optional<Reading<ElementSet.Input, ElementSet.Output>> changing(
            ElementSet.Input input, RecordedCall call) {
        if (call.outcome() == Outcome.FAILED) {
            return Optional.empty();
        }
        boolean flag = List.of("true", "false").contains(call.result().text())
                && !call.result().equals(call.argument());
        return Optional.of(new Reading<>(input, flag ? status(call.result()) : Status.DONE));
    }

    private static Status status(EdnValue answer) {
        return switch (answer.text()) {
            case "true", ":true", "1" -> Status.YES;
            case "false", ":false", "0" -> Status.NO;
            default -> throw new IllegalArgumentException("expected true or false, found " + answer.text());
        };
    }

    private static ElementSet.Elements elements(EdnValue answer) {
        Set<String> elements = new HashSet<>();
        for (EdnValue element : EdnArguments.items(answer, "a set or a list of elements")) {
            elements.add(element.text());
        }
        return new ElementSet.Elements(elements);
    }
}
