package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.COUNTS;
import static dev.stampede.checker.tamper.Perturbation.impossible;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import java.util.List;

/** Impossible counts of counters. */
final class CounterPerturbations {
    private CounterPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                recipe(
                        "an increment is counted twice",
                        recording -> Places.each(
                                recording.operations(),
                                o -> increments(o)
                                        && certain(recording, o.key())
                                        && recording.operations().stream().anyMatch(b -> exceeds(b, o)),
                                (edit, o) -> recording.operations().stream()
                                        .filter(b -> exceeds(b, o))
                                        .forEach(b -> count(edit, b, count(b) + 1)))),
                recipe(
                        "an increment returns the count of an earlier one",
                        Places.operationPairs(
                                CounterPerturbations::increments,
                                (a, b) -> increments(b) && sameCounter(a, b) && a.precedes(b),
                                (edit, a, b) -> count(edit, b, count(a)))),
                recipe(
                        "an increment that was counted reports that it failed",
                        Places.operationPairs(
                                CounterPerturbations::increments,
                                (a, b) -> counts(b) && exceeds(b, a) && a.precedes(b),
                                (edit, a, b) -> edit.set(a.completion(), "outcome", Outcome.FAILED)
                                        .set(a.completion(), "error", "it did not succeed")
                                        .set(a.completion(), "result", null))),
                recipe(
                        "an increment that was not counted reports that it succeeded",
                        Places.operationPairs(
                                o -> o.input() instanceof CounterInput.Increment
                                        && o.completed() != null
                                        && o.completion().outcome() == Outcome.FAILED,
                                (a, b) -> increments(b) && sameCounter(a, b) && a.precedes(b),
                                (edit, a, b) -> {
                                    edit.set(a.completion(), "outcome", Outcome.OK)
                                            .set(a.completion(), "error", null);
                                    count(edit, a, count(b));
                                })),
                recipe(
                        "an attempt to set the count reports that it failed, and was counted",
                        Places.operationPairs(
                                o -> o.ok() && o.input() instanceof CounterInput.TryCount,
                                (a, b) -> b.ok() && sameCounter(a, b) && a.precedes(b) && follows(b, a),
                                (edit, a, b) -> edit.set(a.completion(), "outcome", Outcome.FAILED))),
                recipe(
                        "an attempt to set the count reports that it succeeded, and was not counted",
                        Places.operationPairs(
                                o -> o.ok() && o.input() instanceof CounterInput.TryCount,
                                (a, b) -> sameCounter(a, b)
                                        && a.input().equals(b.input())
                                        && b.completed() != null
                                        && b.completion().outcome() == Outcome.FAILED,
                                (edit, a, b) -> edit.set(b.completion(), "outcome", Outcome.OK)
                                        .set(b.completion(), "error", null))),
                recipe(
                        "a read returns a count that the counter did not reach",
                        recording -> Places.each(
                                recording.operations(),
                                o -> reads(o)
                                        && certain(recording, o.key())
                                        && recording.operations().stream()
                                                .noneMatch(b -> !b.is(o) && sameCounter(o, b) && mzxid(b) == mzxid(o)),
                                (edit, o) -> count(edit, o, count(o) + 1_000))),
                recipe(
                        "a counter is negative",
                        Places.operations(CounterPerturbations::reads, (edit, o) -> count(edit, o, -1))),
                recipe(
                        "a read returns another count than the increment that wrote its state",
                        Places.operationPairs(
                                CounterPerturbations::increments,
                                (a, b) -> reads(b) && sameCounter(a, b) && mzxid(a) == mzxid(b) && mzxid(a) != 0,
                                (edit, a, b) -> count(edit, b, count(b) - 1))));
    }

    private static Perturbation recipe(String name, Places places) {
        return impossible(name, COUNTS, Blame.RECIPE, List.of("counter"), places.of("counter"));
    }

    private static boolean counts(RecordedOperation o) {
        return o.ok() && o.input() instanceof CounterInput && o.completion().result() != null;
    }

    /** Whether an attempt to set the count was made from the count that another one had set. */
    private static boolean follows(RecordedOperation later, RecordedOperation than) {
        return later.input() instanceof CounterInput.TryCount tried
                && tried.expected() > ((CounterInput.TryCount) than.input()).expected();
    }

    private static boolean increments(RecordedOperation o) {
        return counts(o) && o.input() instanceof CounterInput.Increment;
    }

    private static boolean reads(RecordedOperation o) {
        return counts(o) && o.input() instanceof CounterInput.GetCount;
    }

    private static boolean sameCounter(RecordedOperation a, RecordedOperation b) {
        return a.key().equals(b.key());
    }

    private static boolean exceeds(RecordedOperation o, RecordedOperation than) {
        return counts(o) && sameCounter(o, than) && count(o) > count(than);
    }

    /** Whether the outcome of each increment of a counter is known. */
    private static boolean certain(Recording recording, String counter) {
        return recording.operations().stream()
                .filter(o -> o.key().equals(counter) && o.input() instanceof CounterInput)
                .allMatch(o -> o.completed() != null && o.completion().outcome() != Outcome.INDETERMINATE);
    }

    private static long count(RecordedOperation o) {
        return Long.parseLong(String.valueOf(o.completion().result()));
    }

    private static void count(HistoryEdit edit, RecordedOperation o, long count) {
        edit.set(o.completion(), "result", Long.toString(count));
    }

    /** The mzxid of the state that an increment wrote, or that a read returned; 0 if no response shows it. */
    private static long mzxid(RecordedOperation o) {
        Opcode opcode = o.input() instanceof CounterInput.GetCount ? Opcode.GET_DATA : Opcode.SET_DATA;
        return o.requests().stream()
                .filter(r -> r.opcode() == opcode && r.path().equals(o.key()) && r.hasStat())
                .mapToLong(r -> r.stat().mzxid())
                .reduce(0, (one, two) -> two);
    }
}
