package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.PROPAGATION;
import static dev.stampede.checker.tamper.Perturbation.impossible;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Impossible values of a configuration that a class of a user looks up. */
final class ConvergencePerturbations {
    private static final String CHECK = "convergence";

    private ConvergencePerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                users(
                        "a look-up returns a value that no client wrote",
                        List.of("convergence/never-written"),
                        Places.operations(
                                ConvergencePerturbations::found,
                                (edit, o) -> edit.set(o.completion(), "result", "invented"))),
                users(
                        "a look-up returns a value whose write was refused",
                        List.of("convergence/never-written"),
                        Places.operationPairs(
                                ConvergencePerturbations::writes,
                                (a, b) -> found(b)
                                        && a.key().equals(b.key())
                                        && Objects.equals(
                                                a.invoked().argument(),
                                                b.completion().result()),
                                (edit, a, b) -> edit.set(a.completion(), "outcome", Outcome.FAILED)
                                        .set(a.completion(), "error", "BADVERSION " + a.key()))),
                users(
                        "look-ups return an older value after a newer one",
                        List.of("convergence/went-back"),
                        ConvergencePerturbations::wentBack),
                users(
                        "a look-up returns a value that was replaced a minute ago",
                        List.of("convergence/not-converged"),
                        ConvergencePerturbations::notConverged));
    }

    private static Perturbation users(String name, List<String> checks, Places places) {
        return impossible(name, PROPAGATION, Blame.USER_CODE, checks, places.when(r -> r.header().checks().stream()
                .anyMatch(c -> c.check().equals(CHECK))));
    }

    private static boolean found(RecordedOperation o) {
        return o.ok() && o.input() instanceof NameInput.LookUp && o.completion().result() != null;
    }

    private static boolean writes(RecordedOperation o) {
        return o.ok() && o.invoked().function().equals("write");
    }

    private static boolean sameView(RecordedOperation a, RecordedOperation b) {
        return found(a)
                && found(b)
                && a.client() == b.client()
                && a.key().equals(b.key())
                && a.session() == b.session();
    }

    /** The value of the first of three look-ups of one session returns in the third. */
    private static List<Consumer<HistoryEdit>> wentBack(Recording recording) {
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        for (RecordedOperation newer : recording.operations()) {
            List<RecordedOperation> before = recording.operations().stream()
                    .filter(o -> sameView(o, newer)
                            && o.precedes(newer)
                            && !Objects.equals(
                                    o.completion().result(), newer.completion().result()))
                    .toList();
            List<RecordedOperation> after = recording.operations().stream()
                    .filter(o -> sameView(o, newer) && newer.precedes(o))
                    .toList();
            if (!before.isEmpty() && !after.isEmpty()) {
                RecordedOperation older = before.get(before.size() - 1);
                places.add(edit -> edit.set(
                        after.get(0).completion(), "result", older.completion().result()));
            }
        }
        return places;
    }

    /** After a write nothing happens for a minute, and then a look-up of another client returns the value before. */
    private static List<Consumer<HistoryEdit>> notConverged(Recording recording) {
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        for (RecordedOperation write : recording.operations()) {
            if (!writes(write) || !QuietTime.at(recording, write.completedNanos())) {
                continue;
            }
            String value = String.valueOf(write.invoked().argument());
            recording.operations().stream()
                    .filter(o ->
                            found(o) && o.client() != write.client() && o.key().equals(write.key()))
                    .filter(o ->
                            write.precedes(o) && value.equals(o.completion().result()))
                    .findFirst()
                    .ifPresent(o -> recording.operations().stream()
                            .filter(old -> sameView(old, o)
                                    && old.precedes(write)
                                    && !value.equals(old.completion().result()))
                            .reduce((one, two) -> two)
                            .ifPresent(old -> places.add(edit -> {
                                edit.set(
                                        o.completion(),
                                        "result",
                                        old.completion().result());
                                QuietTime.minuteAfter(edit, write.completedNanos());
                            })));
        }
        return places;
    }
}
