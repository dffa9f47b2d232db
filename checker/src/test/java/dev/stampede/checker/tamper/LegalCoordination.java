package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Perturbation.legal;
import static dev.stampede.checker.tamper.RecordCopy.with;

import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.GroupInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.history.data.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Changes after which a history of queues, counters, barriers and groups is as possible as before. */
final class LegalCoordination {
    private LegalCoordination() {}

    static List<Perturbation> all() {
        return List.of(
                legal(
                        "an enqueue loses its response",
                        Places.operations(
                                o -> o.ok() && o.input() instanceof QueueInput.Enqueue && writes(o, Opcode.CREATE) == 1,
                                LegalCoordination::lose)),
                legal(
                        "an enqueue without a response never takes effect",
                        Places.operations(
                                o -> o.ok() && o.input() instanceof QueueInput.Enqueue && writes(o, Opcode.CREATE) == 1,
                                LegalCoordination::enqueueInVain)),
                legal(
                        "a consumer asks an empty queue again",
                        Places.operations(
                                o -> o.input() instanceof QueueInput.Dequeue
                                        && o.completed() != null
                                        && "no item in time"
                                                .equals(o.completion().error())
                                        && o.requests().stream()
                                                .allMatch(r -> r.ok()
                                                        && r.answer().zxid()
                                                                == o.requests()
                                                                        .get(0)
                                                                        .answer()
                                                                        .zxid()),
                                LegalCoordination::repeat)),
                legal(
                        "an increment loses its response",
                        Places.operations(
                                o -> o.ok()
                                        && o.input() instanceof CounterInput.Increment
                                        && writes(o, Opcode.SET_DATA) == 1,
                                LegalCoordination::lose)),
                legal(
                        "a count is read again",
                        Places.operations(ofOneState(CounterInput.GetCount.class), LegalCoordination::repeat)),
                legal(
                        "a client that waits for a barrier is interrupted",
                        Places.operations(completed(BarrierInput.AwaitBarrier.class), (edit, o) -> edit.set(
                                        o.completion(), "outcome", Outcome.INDETERMINATE)
                                .set(o.completion(), "error", "interrupted"))),
                legal(
                        "a client that waits for a barrier is not recorded",
                        Places.operations(completed(BarrierInput.AwaitBarrier.class), HistoryEdit::remove)),
                legal(
                        "a group is read again",
                        Places.operations(ofOneState(GroupInput.ListMembers.class), LegalCoordination::repeat)));
    }

    private static Predicate<RecordedOperation> completed(Class<?> kind) {
        return o -> o.ok() && kind.isInstance(o.input());
    }

    /** Whether all responses came from one state, so that a client that asks again may see the same. */
    private static Predicate<RecordedOperation> ofOneState(Class<?> kind) {
        return completed(kind).and(o -> o.requests().stream()
                .allMatch(r -> r.ok()
                        && r.answer().zxid() == o.requests().get(0).answer().zxid()));
    }

    private static long writes(RecordedOperation o, Opcode opcode) {
        long all = o.requests().stream().filter(r -> r.opcode().writes()).count();
        return all
                        == o.requests().stream()
                                .filter(r -> r.opcode() == opcode && r.ok())
                                .count()
                ? all
                : -1;
    }

    /** The response to the write of an operation never arrives: its effect is unknown to the client. */
    private static void lose(HistoryEdit edit, RecordedOperation o) {
        o.requests().stream().filter(r -> r.opcode().writes()).forEach(r -> edit.set(
                        r.answer(), "code", ResultCode.CONNECTIONLOSS)
                .set(r.answer(), "path", null)
                .set(r.answer(), "stat", null));
        edit.set(o.completion(), "outcome", Outcome.INDETERMINATE)
                .set(o.completion(), "error", ResultCode.CONNECTIONLOSS + " " + o.key())
                .set(o.completion(), "result", null);
    }

    /** The client of an enqueue adds another item; the request is lost. */
    private static void enqueueInVain(HistoryEdit edit, RecordedOperation o) {
        RecordedRequest create = o.requests().stream()
                .filter(r -> r.opcode() == Opcode.CREATE)
                .findFirst()
                .orElseThrow();
        int operation = edit.newNumber();
        int attempt = edit.newNumber();
        long at = o.completedNanos();
        edit.insertAfter(
                o.completion(),
                new Event.Invoked(operation, o.client(), o.key(), new QueueInput.Enqueue("lost-" + o.client()), at + 1),
                with(with(with(create.sent(), "attempt", attempt), "operation", operation), "atNanos", at + 2),
                new Event.AttemptAnswered(
                        attempt,
                        ResultCode.CONNECTIONLOSS,
                        create.session(),
                        create.answer().zxid(),
                        null,
                        null,
                        null,
                        at + 3),
                new Event.Completed(
                        operation,
                        Outcome.INDETERMINATE,
                        null,
                        "CONNECTIONLOSS " + o.key(),
                        o.session(),
                        0,
                        create.answer().zxid(),
                        at + 4));
    }

    /** The same operation once more, with the same requests and responses, before the next one of its client. */
    private static void repeat(HistoryEdit edit, RecordedOperation o) {
        int operation = edit.newNumber();
        long at = o.completedNanos();
        List<Event> again = new ArrayList<>();
        again.add(with(with(o.invoked(), "operation", operation), "atNanos", ++at));
        for (RecordedRequest r : o.requests()) {
            int attempt = edit.newNumber();
            again.add(with(with(with(r.sent(), "attempt", attempt), "operation", operation), "atNanos", ++at));
            again.add(with(with(r.answer(), "attempt", attempt), "atNanos", ++at));
        }
        again.add(with(with(o.completion(), "operation", operation), "atNanos", ++at));
        edit.insertAfter(o.completion(), again.toArray(Event[]::new));
    }
}
