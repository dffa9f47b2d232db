package dev.stampede.checker.checks.counter;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.OperationAnomalies;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.checks.counter.KnownCounts.Evidence;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an increment was lost: two increments returned the same count, one returned a count that the counter
 * had already reached when the increment was invoked, or a later write of the znode has a lower count. An increment
 * that is wrong in several ways is reported once. O(n log n).
 */
final class CountOrder {
    private final CounterLog log;
    private final KnownCounts known;
    private final OperationAnomalies report;
    private final Set<Integer> reported = new HashSet<>();

    CountOrder(CounterLog log, KnownCounts known, OperationAnomalies report) {
        this.log = log;
        this.known = known;
        this.report = report;
    }

    void judge() {
        belowStart();
        twice();
        alreadyReached();
        overwritten();
    }

    private void belowStart() {
        for (CountingCall call : log.calls()) {
            if (call.counted() && call.result() < 1) {
                add(call.operation(), null, "returned " + call.result() + ", although the counter starts at 0");
            }
        }
        for (ObservedCount read : log.reads()) {
            if (read.count() < 0) {
                report.add(
                        "lost-update",
                        OperationAnomalies.who(read.operation()) + " read " + read.count() + " from " + log.key()
                                + ", although the counter starts at 0",
                        Blame.RECIPE,
                        CounterCitations.ONE_AT_A_TIME,
                        read.operation());
            }
        }
    }

    private void twice() {
        Map<Long, Operation> first = new HashMap<>();
        for (CountingCall call : log.calls()) {
            if (call.counted()) {
                @Nullable Operation other = first.putIfAbsent(call.result(), call.operation());
                if (other != null) {
                    add(
                            call.operation(),
                            other,
                            "returned " + call.result() + ", which had been returned to client " + other.client()
                                    + ", too: one of the two increments was lost");
                }
            }
        }
    }

    private void alreadyReached() {
        for (CountingCall call : log.calls()) {
            @Nullable Evidence higher = call.counted() ? known.firstAtLeast(call.result()) : null;
            if (higher != null && higher.atNanos() < call.operation().invokedNanos()) {
                add(
                        call.operation(),
                        higher.operation(),
                        "returned " + call.result() + ", although client "
                                + higher.operation().client() + " had received " + higher.count() + " by "
                                + seconds(higher.atNanos()) + ", before its invocation");
            }
        }
    }

    private record State(long mzxid, long count, Operation operation, boolean written) {}

    /** Compares the counts in the order of the zxids of their writes. */
    private void overwritten() {
        Map<Long, State> states = new TreeMap<>();
        for (CountingCall call : log.calls()) {
            if (call.counted() && call.mzxid() != 0) {
                states.put(call.mzxid(), new State(call.mzxid(), call.result(), call.operation(), true));
            }
        }
        for (ObservedCount read : log.reads()) {
            if (read.direct()) {
                State shown = new State(read.mzxid(), read.count(), read.operation(), false);
                @Nullable State state = states.putIfAbsent(read.mzxid(), shown);
                if (state != null && state.count() != read.count()) {
                    differs(state, shown);
                }
            }
        }
        List<State> inOrder = new ArrayList<>(states.values());
        inOrder.sort(Comparator.comparingLong(State::mzxid));
        @Nullable State highest = null;
        for (State state : inOrder) {
            if (highest != null && highest.count() >= state.count()) {
                add(
                        state.operation(),
                        highest.operation(),
                        (state.written() ? "wrote " : "read ") + state.count() + " at " + hex(state.mzxid())
                                + ", although the count had been " + highest.count() + " since "
                                + hex(highest.mzxid()));
            } else {
                highest = state;
            }
        }
    }

    private void differs(State state, State shown) {
        report.add(
                "untrue-result",
                state.written()
                        ? OperationAnomalies.who(state.operation()) + " returned " + state.count() + " for " + log.key()
                                + ", but the state that it wrote (" + hex(state.mzxid()) + ") has " + shown.count()
                        : log.key() + " has both " + state.count() + " and " + shown.count() + " in one state ("
                                + hex(state.mzxid()) + ")",
                state.written() ? Blame.RECIPE : Blame.ZOOKEEPER,
                CounterCitations.ONE_AT_A_TIME,
                state.operation(),
                shown.operation());
    }

    private void add(Operation operation, @Nullable Operation other, String what) {
        if (reported.add(operation.number())) {
            String headline =
                    OperationAnomalies.who(operation) + "'s " + operation.function() + " of " + log.key() + " " + what;
            if (other == null) {
                report.add("lost-update", headline, Blame.RECIPE, CounterCitations.ONE_AT_A_TIME, operation);
            } else {
                report.add("lost-update", headline, Blame.RECIPE, CounterCitations.ONE_AT_A_TIME, other, operation);
            }
        }
    }
}
