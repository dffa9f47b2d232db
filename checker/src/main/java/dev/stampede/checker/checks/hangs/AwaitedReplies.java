package dev.stampede.checker.checks.hangs;

import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Calls that wait for nothing but the replies to their requests: reads, writes, increments, releases, registrations.
 *
 * <p>A call hangs if it did not return for the limit (of {@link CallTime}) without a disturbance; the time of requests
 * whose reply came late does not count. A write, compare-and-set or increment may repeat its requests because other
 * clients were faster. Therefore it hangs only if, for the limit, no other client was changing the same key, or its own
 * client had no request in progress. The latter is known only if the requests of its client are recorded.
 */
final class AwaitedReplies {
    private static final Set<String> WRITES = Set.of("write", "cas");

    private final History history;
    private final CallTime time;

    AwaitedReplies(History history, CallTime time) {
        this.history = history;
        this.time = time;
    }

    /** Judges a call that lasted longer than the limit. */
    Ruling judge(Operation call) {
        Interval all = new Interval(call.invokedNanos(), time.untilNanos(call));
        List<Interval> heldUp = new ArrayList<>(
                time.requests(call.client(), all, time.analysis().bounds().requestNanos()));
        if (mayRepeat(call)) {
            heldUp.addAll(changesOfOthers(call));
        }
        Interval free = time.undisturbed(Set.of(call.client()), Interval.subtract(List.of(all), heldUp));
        if (free != null) {
            return Ruling.hang(
                    free.fromNanos(), free.toNanos(), "it waits for nothing but the ensemble, which was available");
        }
        if (mayRepeat(call) && time.recorded(call.client())) {
            List<Interval> idle = Interval.subtract(List.of(all), time.requests(call.client(), all, 0));
            free = time.undisturbed(Set.of(call.client()), idle);
            if (free != null) {
                return Ruling.hang(free.fromNanos(), free.toNanos(), "its client had no request in progress");
            }
        }
        boolean undisturbed = time.undisturbed(Set.of(call.client()), List.of(all)) != null;
        return Ruling.notJudged(
                undisturbed ? "other clients changed the same key, so that it may have tried again" : Ruling.DISTURBED);
    }

    private static boolean mayRepeat(Operation call) {
        return call.input() instanceof CounterInput.Increment || WRITES.contains(call.function());
    }

    private List<Interval> changesOfOthers(Operation call) {
        List<Interval> changes = new ArrayList<>();
        long until = time.untilNanos(call);
        for (Operation o : history.operations()) {
            if (o.client() != call.client()
                    && Objects.equals(o.key(), call.key())
                    && o.invokedNanos() <= until
                    && o.completedNanos() >= call.invokedNanos()
                    && mayRepeat(o)) {
                changes.add(new Interval(o.invokedNanos(), Math.min(o.completedNanos(), until)));
            }
        }
        return changes;
    }
}
