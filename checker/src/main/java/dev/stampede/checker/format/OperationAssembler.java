package dev.stampede.checker.format;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.RecordedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins the two events of each operation, and hands it on as soon as both are there. What is still open at the end, or
 * when its process invokes again, is indeterminate. Times are the places of events in the file. Not thread-safe.
 */
final class OperationAssembler {
    private static final Set<String> COMPLETIONS = Set.of(":ok", ":fail", ":info");

    private final CallReader reader;
    private final KeyedValues keyed;
    private final Map<Integer, Pending> open = new HashMap<>();
    private final Set<Integer> unsure = new HashSet<>();
    private long now;
    private int count;
    private int abandoned;
    private String firstAbandoned = "";

    OperationAssembler(CallReader reader, KeyedValues keyed) {
        this.reader = reader;
        this.keyed = keyed;
    }

    private record Pending(
            int number, String function, KeyedValues.Keyed argument, KeyIn keyIn, long called, SourcePosition place) {
        String key() {
            return argument.key();
        }
    }

    /** Where an operation has its key. */
    private enum KeyIn {
        /** In its value, if values have keys. */
        VALUE,
        /** In a field of its own. */
        FIELD
    }

    /**
     * An operation begins; its value may hold its key.
     *
     * @throws IllegalArgumentException if the value should hold a key but does not
     */
    void invoked(int process, String function, EdnValue value, SourcePosition place) {
        invoked(
                process,
                new Pending(count, function, keyed.split(function, value, place.line()), KeyIn.VALUE, now, place));
    }

    /** An operation on a key begins. */
    void invoked(int process, String function, String key, EdnValue argument, SourcePosition place) {
        invoked(process, new Pending(count, function, new KeyedValues.Keyed(key, argument), KeyIn.FIELD, now, place));
    }

    private void invoked(int process, Pending pending) {
        count++;
        now++;
        reader.invoked(pending.function(), pending.place());
        Pending earlier = open.put(process, pending);
        if (earlier != null) {
            if (abandoned++ == 0) {
                firstAbandoned = "process " + process + " invoked " + pending.function() + " (line "
                        + pending.place().line() + ") before its " + earlier.function() + " (line "
                        + earlier.place().line() + ") had completed";
            }
            leftOpen(process, earlier);
        }
    }

    /**
     * An event of a process cannot be read. If it may have been an invocation, nobody knows what the process has open from
     * now on, and a completion without an invocation is not told as another problem.
     */
    void unreadable(int process, String type) {
        if (!COMPLETIONS.contains(type)) {
            unsure.add(process);
        }
    }

    /** Something that a reader of the verdict should know. */
    void note(String note) {
        reader.note(note);
    }

    /**
     * Completes what a process has open.
     *
     * @throws IllegalArgumentException if it has nothing open, or something else
     */
    void completed(int process, String function, Outcome outcome, EdnValue result, SourcePosition place) {
        completed(process, function, null, outcome, result, place);
    }

    /**
     * Completes what a process has open on a key.
     *
     * @param key null if the completion does not name it
     * @throws IllegalArgumentException if it has nothing open, or something else
     */
    void completed(
            int process,
            String function,
            @Nullable String key,
            Outcome outcome,
            EdnValue result,
            SourcePosition place) {
        Pending pending = open.remove(process);
        if (pending == null) {
            if (outcome == Outcome.INDETERMINATE || unsure.contains(process)) {
                return;
            }
            throw new IllegalArgumentException("expected an :invoke of " + function + " by process " + process
                    + " before its completion, found none");
        }
        if (!pending.function().equals(function)) {
            throw unlike(process, pending, pending.function(), function);
        }
        if (key != null && pending.keyIn() == KeyIn.FIELD && !key.equals(pending.key())) {
            throw unlike(process, pending, function + " on the key " + pending.key(), "the key " + key);
        }
        if (outcome == Outcome.INDETERMINATE) {
            leftOpen(process, pending);
        } else {
            boolean keyFirst = outcome == Outcome.OK && pending.keyIn() == KeyIn.VALUE;
            EdnValue answer = keyFirst ? keyed.answer(pending.key(), result) : result;
            handOn(process, pending, outcome, answer, now++, place);
        }
    }

    private static IllegalArgumentException unlike(int process, Pending pending, String expected, String found) {
        return new IllegalArgumentException("expected the completion of " + expected + " of process " + process
                + " (line " + pending.place().line() + "), found " + found);
    }

    /** Hands on what is still open. */
    void finish() {
        List<Map.Entry<Integer, Pending>> left = new ArrayList<>(open.entrySet());
        left.sort(Comparator.comparingInt(entry -> entry.getValue().number()));
        open.clear();
        left.forEach(entry -> leftOpen(entry.getKey(), entry.getValue()));
        if (abandoned > 0) {
            reader.note(firstAbandoned + ": what such operations did is taken as unknown (" + abandoned + " in all)");
        }
        reader.finish();
    }

    private void leftOpen(int process, Pending pending) {
        handOn(process, pending, Outcome.INDETERMINATE, EdnValue.Atom.NIL, Long.MAX_VALUE, pending.place());
    }

    private void handOn(
            int process, Pending pending, Outcome outcome, EdnValue result, long returned, SourcePosition place) {
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
                pending.place(),
                place);
    }
}
