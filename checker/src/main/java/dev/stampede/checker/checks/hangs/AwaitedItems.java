package dev.stampede.checker.checks.hangs;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.QueueInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls that ask a queue for an item.
 *
 * <p>A call hangs if it did not return for the limit (of {@link CallTime}) after its own timeout, or while one item was
 * in its queue for the limit. An item is certainly in its queue from the return of its enqueue to the invocation of the
 * call that returned it. An item that no call returned proves nothing, because it is unknown what became of it.
 */
final class AwaitedItems {
    private static final long MILLI = 1_000_000L;

    /** An item that a call returned, and the time in which it certainly was in its queue. */
    private record Stay(String item, Interval time) {}

    private final CallTime time;
    private final Map<String, List<Stay>> stays = new HashMap<>();

    AwaitedItems(History history, CallTime time) {
        this.time = time;
        Map<String, Operation> puts = new HashMap<>();
        for (Operation o : history.operations()) {
            if (o.input() instanceof QueueInput.Enqueue put && o.outcome() == Outcome.OK && o.completed()) {
                puts.put(o.key() + " " + put.item(), o);
            }
        }
        for (Operation o : history.operations()) {
            if (o.input() instanceof QueueInput.Dequeue && o.output() instanceof OperationOutput.Taken taken) {
                Operation put = puts.get(o.key() + " " + taken.item());
                if (put != null && put.completedNanos() < o.invokedNanos()) {
                    stays.computeIfAbsent(String.valueOf(o.key()), k -> new ArrayList<>())
                            .add(new Stay(taken.item(), new Interval(put.completedNanos(), o.invokedNanos())));
                }
            }
        }
    }

    /** Judges a call that lasted longer than the limit. */
    Ruling judge(Operation call, QueueInput.Dequeue input) {
        Set<Integer> client = Set.of(call.client());
        long until = time.untilNanos(call);
        if (input.atMostMillis() != QueueInput.Dequeue.UNKNOWN) {
            long timedOut = call.invokedNanos() + input.atMostMillis() * MILLI;
            Interval late = timedOut < until ? time.undisturbed(client, List.of(new Interval(timedOut, until))) : null;
            if (late != null) {
                return Ruling.hang(
                        late.fromNanos(),
                        late.toNanos(),
                        "its own timeout of " + input.atMostMillis() + " ms had passed at " + seconds(timedOut));
            }
        }
        for (Stay stay : stays.getOrDefault(String.valueOf(call.key()), List.of())) {
            long from = Math.max(stay.time().fromNanos(), call.invokedNanos());
            long to = Math.min(stay.time().toNanos(), until);
            Interval available = from < to ? time.undisturbed(client, List.of(new Interval(from, to))) : null;
            if (available != null) {
                return Ruling.hang(
                        available.fromNanos(),
                        available.toNanos(),
                        "the item " + stay.item() + " was in the queue from "
                                + seconds(stay.time().fromNanos()) + " to "
                                + seconds(stay.time().toNanos()));
            }
        }
        boolean undisturbed = time.undisturbed(client, List.of(new Interval(call.invokedNanos(), until))) != null;
        return Ruling.notJudged(undisturbed ? "no item was certainly in its queue for the limit" : Ruling.DISTURBED);
    }
}
