package dev.stampede.checker.format;

import dev.stampede.checker.history.Outcome;
import dev.stampede.checker.model.Datum;
import dev.stampede.checker.model.RecordedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the two events of each operation, and hands it on as soon as both are there. What is still open at the end, or
 * when its process invokes again, is indeterminate. Times are the places of events in the file. Not thread-safe.
 */
final class CallGatherer {
    private final CallReader reader;
    private final KeyedValues keyed;
    private final Map<Integer, Pending> open = new HashMap<>();
    private long now;
    private int count;

    CallGatherer(CallReader reader, KeyedValues keyed) {
        this.reader = reader;
        this.keyed = keyed;
    }

    private record Pending(
            int number, String function, KeyedValues.Keyed argument, boolean keyInValue, long called, int line) {
        String key() {
            return argument.key();
        }
    }

    /**
     * An operation begins; its value may hold its key.
     *
     * @throws IllegalArgumentException if the value should hold a key but does not
     */
    void invoked(int process, String function, Datum value, int line) {
        invoked(process, new Pending(count, function, keyed.split(function, value, line), true, now, line));
    }

    /** An operation on a key begins. */
    void invoked(int process, String function, String key, Datum argument, int line) {
        invoked(process, new Pending(count, function, new KeyedValues.Keyed(key, argument), false, now, line));
    }

    private void invoked(int process, Pending pending) {
        count++;
        now++;
        reader.invoked(pending.function(), pending.line());
        Pending earlier = open.put(process, pending);
        if (earlier != null) {
            leftOpen(process, earlier);
        }
    }

    /**
     * Completes what a process has open.
     *
     * @throws IllegalArgumentException if it has nothing open, or something else
     */
    void completed(int process, String function, Outcome outcome, Datum result, int line) {
        Pending pending = open.remove(process);
        if (pending == null) {
            if (outcome == Outcome.INDETERMINATE) {
                return;
            }
            throw new IllegalArgumentException("expected an :invoke of " + function + " by process " + process
                    + " before its completion, found none");
        }
        if (!pending.function().equals(function)) {
            throw new IllegalArgumentException("expected the completion of " + pending.function() + " of process "
                    + process + " (line " + pending.line() + "), found " + function);
        }
        if (outcome == Outcome.INDETERMINATE) {
            leftOpen(process, pending);
        } else {
            boolean keyFirst = outcome == Outcome.OK && pending.keyInValue();
            Datum answer = keyFirst ? keyed.answer(pending.key(), result) : result;
            handOn(process, pending, outcome, answer, now++, line);
        }
    }

    /** Hands on what is still open. */
    void finish() {
        List<Map.Entry<Integer, Pending>> left = new ArrayList<>(open.entrySet());
        left.sort(Comparator.comparingInt(entry -> entry.getValue().number()));
        open.clear();
        left.forEach(entry -> leftOpen(entry.getKey(), entry.getValue()));
        reader.finish();
    }

    private void leftOpen(int process, Pending pending) {
        handOn(process, pending, Outcome.INDETERMINATE, Datum.Atom.NIL, Long.MAX_VALUE, pending.line());
    }

    private void handOn(int process, Pending pending, Outcome outcome, Datum result, long returned, int line) {
        reader.read(
                new RecordedCall(
                        pending.number(),
                        process,
                        pending.function(),
                        pending.key(),
                        pending.argument().value(),
                        result,
                        outcome,
                        pending.called(),
                        returned),
                line);
    }
}
