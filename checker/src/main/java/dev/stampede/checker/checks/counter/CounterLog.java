package dev.stampede.checker.checks.counter;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The increments and reads of one counter. Immutable once {@link #of} has returned it. */
final class CounterLog {
    private final String key;
    private final List<CountingCall> calls = new ArrayList<>();
    private final List<ObservedCount> reads = new ArrayList<>();

    private CounterLog(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** The increments, and the attempts to increment, in the order of their invocations. */
    List<CountingCall> calls() {
        return calls;
    }

    /** The reads that succeeded, in the order of their invocations. */
    List<ObservedCount> reads() {
        return reads;
    }

    /**
     * The logs of all counters, in the order in which the history mentions them.
     *
     * @param versioned whether each increment is one write of the znode, with the version of the last read before it
     * @param cached whether reads return a copy that the client keeps
     */
    static List<CounterLog> of(History history, boolean versioned, boolean cached) {
        Map<String, List<Operation>> operations = new LinkedHashMap<>();
        Map<Integer, CounterRequests> requests = new HashMap<>();
        for (Operation o : history.operations()) {
            if (o.input() instanceof CounterInput) {
                String name = String.valueOf(o.key());
                operations.computeIfAbsent(name, k -> new ArrayList<>()).add(o);
                requests.put(o.number(), new CounterRequests(name));
            }
        }
        for (Attempt attempt : history.attempts()) {
            @Nullable CounterRequests of = requests.get(attempt.operation());
            if (of != null) {
                of.add(attempt);
            }
        }
        List<CounterLog> logs = new ArrayList<>();
        operations.forEach((name, own) -> {
            CounterLog log = new CounterLog(name);
            CountsByVersion counts = versioned ? CountsByVersion.of(own, requests) : CountsByVersion.NONE;
            own.forEach(o -> log.add(o, requests.getOrDefault(o.number(), new CounterRequests(name)), counts, cached));
            logs.add(log);
        });
        return logs;
    }

    private void add(Operation o, CounterRequests requests, CountsByVersion counts, boolean cached) {
        long result = result(o);
        if (!(o.input() instanceof CounterInput.GetCount)) {
            List<CountWrite> writes = new ArrayList<>(
                    o.input() instanceof CounterInput.TryCount tried
                            ? requests.writes(tried.expected() + 1)
                            : requests.writes(counts));
            if (o.outcome() == Outcome.OK) {
                removeOwn(writes, result);
            }
            calls.add(new CountingCall(o, result, requests.writtenMzxid(), requests.session(o), writes));
        } else if (result != CountWrite.ANY) {
            reads.add(
                    cached
                            ? new ObservedCount(o, result, 0, o.session())
                            : new ObservedCount(o, result, requests.readMzxid(), requests.session(o)));
        }
    }

    /** The count that a successful operation returned or implies. */
    static long result(Operation o) {
        if (o.outcome() != Outcome.OK || !o.completed()) {
            return CountWrite.ANY;
        }
        if (o.input() instanceof CounterInput.TryCount tried) {
            return tried.expected() + 1;
        }
        return o.output() instanceof WholeNumber number ? number.value() : CountWrite.ANY;
    }

    /** Removes the write whose result the operation returned: the one that wrote this count, otherwise the last one. */
    private static void removeOwn(List<CountWrite> writes, long result) {
        int own = -1;
        for (int i = 0; i < writes.size(); i++) {
            boolean better =
                    own < 0 || !writes.get(own).acknowledged() || writes.get(i).acknowledged();
            if (writes.get(i).count() == result) {
                writes.remove(i);
                return;
            }
            own = better ? i : own;
        }
        if (own >= 0) {
            writes.remove(own);
        }
    }
}
