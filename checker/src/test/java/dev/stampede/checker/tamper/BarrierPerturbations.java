package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.BARRIER;
import static dev.stampede.checker.tamper.Perturbation.impossible;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Impossible passages of barriers. */
final class BarrierPerturbations {
    private static final long MILLI = 1_000_000L;

    private BarrierPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                recipe(
                        "a client passes a barrier that is set",
                        List.of("barrier/passed-early"),
                        BarrierPerturbations::passedEarly),
                recipe(
                        "a client waits for a minute before a barrier that was lifted",
                        List.of("barrier/stuck"),
                        stuck()),
                recipe(
                        "a call reports that its timeout has elapsed before it has",
                        List.of("barrier/early-timeout"),
                        Places.operations(
                                BarrierPerturbations::timedOut,
                                (edit, o) -> edit.set(o.invoked(), "argument", longer(o.input())))),
                recipe(
                        "a call returns a minute after its timeout",
                        List.of("barrier/late-return", "barrier/stuck"),
                        QuietTime.after((recording, found) -> recording.operations().stream()
                                .filter(o -> o.ok()
                                        && o.input() instanceof BarrierInput input
                                        && input.timeoutMillis() != BarrierInput.UNLIMITED
                                        && o.completedNanos() > o.invokedNanos() + 3 * MILLI)
                                .forEach(o -> found.accept(o.invokedNanos() + 2 * MILLI)))),
                recipe(
                        "a client enters a double barrier before the last member",
                        List.of("barrier/entered-early"),
                        BarrierPerturbations::enteredEarly),
                recipe(
                        "a double barrier opens without one of its members",
                        List.of("barrier/entered-early"),
                        BarrierPerturbations::withoutMember),
                recipe(
                        "a client leaves a double barrier before another one",
                        List.of("barrier/left-early"),
                        BarrierPerturbations::leftEarly),
                recipe(
                        "a client waits for a minute in a double barrier that all have left",
                        List.of("barrier/stuck"),
                        stuckInDoubleBarrier()));
    }

    private static Perturbation recipe(String name, List<String> checks, Places places) {
        return impossible(name, BARRIER, Blame.RECIPE, checks, places.of("barrier"));
    }

    private static boolean timedOut(RecordedOperation o) {
        return o.completed() != null
                && o.completion().outcome() == Outcome.FAILED
                && BarrierInput.TIMED_OUT.equals(o.completion().error());
    }

    private static @Nullable String longer(Object input) {
        if (input instanceof BarrierInput.AwaitBarrier) {
            return new BarrierInput.AwaitBarrier(60_000).argument();
        }
        return input instanceof BarrierInput.Enter enter
                ? new BarrierInput.Enter(enter.members(), 60_000).argument()
                : new BarrierInput.Leave(60_000).argument();
    }

    private static boolean is(RecordedOperation o, Class<?> kind, RecordedOperation of) {
        return o.ok() && kind.isInstance(o.input()) && o.key().equals(of.key());
    }

    /** Whether the outcome of each set and lift of a barrier until the end of a wait is known. */
    private static boolean certain(Recording recording, RecordedOperation wait) {
        return recording.operations().stream()
                .filter(o -> o.key().equals(wait.key())
                        && !(o.input() instanceof BarrierInput.AwaitBarrier)
                        && o.invokedNanos() < wait.completedNanos())
                .allMatch(o -> o.completed() != null && o.completion().outcome() == Outcome.OK);
    }

    /** A client that waited through the time in which a barrier was set returns before it is lifted. */
    private static List<Consumer<HistoryEdit>> passedEarly(Recording recording) {
        return Places.each(
                recording.operations(),
                wait -> wait.ok()
                        && wait.input() instanceof BarrierInput.AwaitBarrier
                        && certain(recording, wait)
                        && lifts(recording, wait).size() == 1
                        && wait.requests().size() > 1
                        && wait.requests().get(0).ok()
                        && wait.requests().get(0).answeredNanos() + MILLI
                                < lifts(recording, wait).get(0).invokedNanos()
                        && recording.operations().stream()
                                .anyMatch(set -> is(set, BarrierInput.SetBarrier.class, wait)
                                        && set.precedes(wait)
                                        && set.is(lastSet(recording, wait))),
                (edit, wait) -> {
                    RecordedRequest first = wait.requests().get(0);
                    wait.requests().stream().skip(1).forEach(edit::remove);
                    edit.set(wait.completion(), "atNanos", first.answeredNanos() + MILLI / 2);
                });
    }

    /** The lifts of its barrier while a client waits. */
    private static List<RecordedOperation> lifts(Recording recording, RecordedOperation wait) {
        return recording.operations().stream()
                .filter(o -> is(o, BarrierInput.LiftBarrier.class, wait)
                        && o.invokedNanos() < wait.completedNanos()
                        && o.completedNanos() > wait.invokedNanos())
                .toList();
    }

    private static @Nullable RecordedOperation lastSet(Recording recording, RecordedOperation wait) {
        return recording.operations().stream()
                .filter(o -> o.ok()
                        && o.key().equals(wait.key())
                        && !(o.input() instanceof BarrierInput.AwaitBarrier)
                        && o.invokedNanos() < wait.invokedNanos())
                .reduce((one, two) -> two)
                .orElse(null);
    }

    private static Places stuck() {
        return QuietTime.after((recording, found) -> recording.operations().stream()
                .filter(o -> o.ok() && o.input() instanceof BarrierInput.AwaitBarrier)
                .forEach(wait -> lifts(recording, wait).stream()
                        .filter(lift -> lift.completedNanos() + MILLI / 10 < wait.completedNanos())
                        .forEach(lift -> found.accept(lift.completedNanos()))));
    }

    /** The other members' calls of one kind. */
    private static List<RecordedOperation> others(Recording recording, RecordedOperation o, Class<?> kind) {
        return recording.operations().stream()
                .filter(b -> is(b, kind, o) && b.client() != o.client())
                .toList();
    }

    private static int members(RecordedOperation enter) {
        return ((BarrierInput.Enter) enter.input()).members();
    }

    private static boolean enters(Recording recording, RecordedOperation o) {
        return o.ok()
                && o.input() instanceof BarrierInput.Enter
                && recording.operations().stream()
                                .filter(b -> b.key().equals(o.key()) && b.input() instanceof BarrierInput.Enter)
                                .count()
                        == members(o);
    }

    private static List<Consumer<HistoryEdit>> enteredEarly(Recording recording) {
        return Places.each(
                recording.operations(),
                o -> enters(recording, o)
                        && others(recording, o, BarrierInput.Enter.class).stream()
                                .anyMatch(b -> b.invokedNanos() > o.invokedNanos() + MILLI),
                (edit, o) -> edit.set(o.completion(), "atNanos", o.invokedNanos() + MILLI / 2));
    }

    private static List<Consumer<HistoryEdit>> withoutMember(Recording recording) {
        return Places.each(recording.operations(), o -> enters(recording, o), (edit, o) -> {
            edit.remove(o.invoked()).remove(o.completion());
            recording.operations().stream()
                    .filter(b -> b.key().equals(o.key())
                            && b.client() == o.client()
                            && b.input() instanceof BarrierInput.Leave)
                    .forEach(b -> edit.remove(b.invoked()).remove(b.completed()));
        });
    }

    private static List<Consumer<HistoryEdit>> leftEarly(Recording recording) {
        return Places.each(
                recording.operations(),
                o -> o.ok()
                        && o.input() instanceof BarrierInput.Leave
                        && QuietTime.at(recording, o.invokedNanos())
                        && others(recording, o, BarrierInput.Leave.class).stream()
                                .anyMatch(b -> b.invokedNanos() > o.invokedNanos() + 2 * MILLI
                                        && enteredBefore(recording, b, o)),
                (edit, o) -> edit.set(o.completion(), "atNanos", o.invokedNanos() + MILLI));
    }

    private static boolean enteredBefore(Recording recording, RecordedOperation leave, RecordedOperation moment) {
        return recording.operations().stream()
                .anyMatch(e -> is(e, BarrierInput.Enter.class, leave)
                        && e.client() == leave.client()
                        && e.completedNanos() < moment.invokedNanos());
    }

    private static Places stuckInDoubleBarrier() {
        return QuietTime.after((recording, found) -> recording.operations().stream()
                .filter(o -> o.ok() && o.input() instanceof BarrierInput.Leave)
                .forEach(o -> {
                    long last = others(recording, o, BarrierInput.Leave.class).stream()
                            .mapToLong(RecordedOperation::completedNanos)
                            .max()
                            .orElse(Long.MAX_VALUE);
                    if (others(recording, o, BarrierInput.Leave.class).size() == leavers(recording, o) - 1
                            && last > o.invokedNanos()
                            && last + MILLI / 10 < o.completedNanos()) {
                        found.accept(last);
                    }
                }));
    }

    private static long leavers(Recording recording, RecordedOperation leave) {
        return recording.operations().stream()
                .filter(b -> b.key().equals(leave.key()) && b.input() instanceof BarrierInput.Enter)
                .map(RecordedOperation::client)
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }
}
