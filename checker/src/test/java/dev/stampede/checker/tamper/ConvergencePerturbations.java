package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.PROPAGATION;
import static dev.stampede.checker.tamper.Perturbation.impossible;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Impossible values of a configuration that a class of a user looks up. */
final class ConvergencePerturbations {
    private static final String CHECK = "convergence";
    /** After a new session an object may still show what it read before. */
    private static final long SETTLING = 1_100_000_000L;

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

    /**
     * The value of an earlier look-up returns. The client is connected throughout, and had read another value before, so
     * that the earlier look-up shows no state of a previous session.
     */
    private static List<Consumer<HistoryEdit>> wentBack(Recording recording) {
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        for (RecordedOperation last : recording.operations()) {
            List<RecordedOperation> before = recording.operations().stream()
                    .filter(o -> sameView(o, last) && o.precedes(last) && connected(recording, o, last))
                    .toList();
            List<RecordedOperation> changes = new ArrayList<>();
            for (RecordedOperation o : before) {
                if (changes.isEmpty() || !sameValue(changes.get(changes.size() - 1), o)) {
                    changes.add(o);
                }
            }
            RecordedOperation older = changes.size() > 2 ? changes.get(changes.size() - 2) : null;
            if (older != null
                    && writtenOnce(recording, older)
                    && writtenOnce(recording, changes.get(changes.size() - 1))) {
                places.add(edit ->
                        edit.set(last.completion(), "result", older.completion().result()));
            }
        }
        return places;
    }

    /** Whether the value of a look-up was certainly written once: each request of its write was answered. */
    private static boolean writtenOnce(Recording recording, RecordedOperation lookUp) {
        return recording.operations().stream()
                .filter(w -> writes(w)
                        && w.key().equals(lookUp.key())
                        && Objects.equals(
                                w.invoked().argument(), lookUp.completion().result()))
                .anyMatch(w -> w.requests().stream().anyMatch(r -> r.opcode().writes())
                        && w.requests().stream()
                                .allMatch(r -> r.answered() != null && !r.failedWith(ResultCode.CONNECTIONLOSS)));
    }

    private static boolean sameValue(RecordedOperation a, RecordedOperation b) {
        return Objects.equals(a.completion().result(), b.completion().result());
    }

    /** Whether a client keeps its connection and its object from a while before a look-up until another one. */
    private static boolean connected(Recording recording, RecordedOperation first, RecordedOperation to) {
        long from = first.invokedNanos() - SETTLING;
        boolean another = recording.operations().stream()
                .anyMatch(o -> o.client() == to.client()
                        && o.invoked().function().equals("open")
                        && o.completedNanos() >= from
                        && o.invokedNanos() <= to.completedNanos());
        return !another
                && recording.events(SessionChanged.class).stream()
                        .noneMatch(e ->
                                e.client() == to.client() && e.atNanos() >= from && e.atNanos() <= to.completedNanos());
    }

    /**
     * After a write nothing happens for a minute, and then a look-up of another client, the first one after the write,
     * returns the value that its previous look-up returned.
     */
    private static List<Consumer<HistoryEdit>> notConverged(Recording recording) {
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        for (RecordedOperation write : recording.operations()) {
            if (!writes(write) || !QuietTime.at(recording, write.completedNanos())) {
                continue;
            }
            for (RecordedOperation read : recording.operations()) {
                RecordedOperation previous = read.client() == write.client() ? null : previous(recording, read);
                if (previous != null
                        && write.precedes(read)
                        && read.key().equals(write.key())
                        && Objects.equals(
                                write.invoked().argument(), read.completion().result())
                        && previous.precedes(write)
                        && connected(recording, previous, read)
                        && recording.operations().stream()
                                .anyMatch(w -> writes(w)
                                        && w.precedes(write)
                                        && w.key().equals(write.key())
                                        && Objects.equals(
                                                w.invoked().argument(),
                                                previous.completion().result()))
                        && QuietTime.idle(recording, read.client(), write.completedNanos())
                        && !sameValue(previous, read)) {
                    places.add(edit -> {
                        edit.set(
                                read.completion(),
                                "result",
                                previous.completion().result());
                        QuietTime.minuteAfter(edit, write.completedNanos());
                    });
                }
            }
        }
        return places;
    }

    /** The last look-up of the same key before another one by its client, in one session; null if there is none. */
    private static @Nullable RecordedOperation previous(Recording recording, RecordedOperation read) {
        return recording.operations().stream()
                .filter(o -> sameView(o, read) && o.precedes(read))
                .reduce((one, two) -> two)
                .orElse(null);
    }
}
