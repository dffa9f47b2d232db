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
 * Joins the two events of each operation, and passes the operation on when both events have been read. An operation
 * that is still open at the end of the file, or when its process invokes the next operation, is indeterminate. Times
 * are the ordinal numbers of events in the file. Not thread-safe.
 */
final class OperationAssembler {
    private static final Set<String> COMPLETIONS = Set.of(":ok", ":fail", ":info");

    private final CallReader reader;
    private final KeyedValues keyedValues;
    private final Map<Integer, Pending> open = new HashMap<>();
    private final Set<Integer> mayLackInvocation = new HashSet<>();
    private long now;
    private int count;
    private int abandoned;
    private String firstAbandoned = "";

    OperationAssembler(CallReader reader, KeyedValues keyedValues) {
        this.reader = reader;
        this.keyedValues = keyedValues;
    }

    private record Pending(
            int number,
            String function,
            KeyedValues.Keyed argument,
            KeyIn keyIn,
            long called,
            SourcePosition position) {
        String key() {
            return argument.key();
        }
    }

    /** The place of the key of an operation. */
    private enum KeyIn {
        /** In its value, if values have keys. */
        VALUE,
        /** In a separate field. */
        FIELD
    }

    /**
     * An operation is invoked; its value may contain its key.
     *
     * @throws IllegalArgumentException if the value should contain a key but does not
     */
    void invoked(int process, String function, EdnValue value, SourcePosition position) {
        invoked(
                process,
                new Pending(
                        count,
                        function,
                        keyedValues.split(function, value, position.line()),
                        KeyIn.VALUE,
                        now,
                        position));
    }

    /** An operation on a key is invoked. */
    void invoked(int process, String function, String key, EdnValue argument, SourcePosition position) {
        invoked(
                process,
                new Pending(count, function, new KeyedValues.Keyed(key, argument), KeyIn.FIELD, now, position));
    }

    private void invoked(int process, Pending pending) {
        count++;
        now++;
        reader.invoked(pending.function(), pending.position());
        Pending earlier = open.put(process, pending);
        if (earlier != null) {
            if (abandoned++ == 0) {
                firstAbandoned = "process " + process + " invoked " + pending.function() + " (line "
                        + pending.position().line() + ") before its " + earlier.function() + " (line "
                        + earlier.position().line() + ") had completed";
            }
            leftOpen(process, earlier);
        }
    }

    /**
     * An event of a process cannot be read. If the event may have been an invocation, later completions of the process
     * without an invocation are not reported as further problems.
     */
    void unreadable(int process, String type) {
        if (!COMPLETIONS.contains(type)) {
            mayLackInvocation.add(process);
        }
    }

    /** Adds a message for the reader of the verdict. */
    void note(String note) {
        reader.note(note);
    }

    /**
     * Completes the open operation of a process.
     *
     * @throws IllegalArgumentException if the process has no open operation, or one of another function
     */
    void completed(int process, String function, Outcome outcome, EdnValue result, SourcePosition position) {
        completed(process, function, null, outcome, result, position);
    }

    /**
     * Completes the open operation of a process on a key.
     *
     * @param key null if the completion does not name it
     * @throws IllegalArgumentException if the process has no open operation, or another one
     */
    void completed(
            int process,
            String function,
            @Nullable String key,
            Outcome outcome,
            EdnValue result,
            SourcePosition position) {
        Pending pending = open.remove(process);
        if (pending == null) {
            if (outcome == Outcome.INDETERMINATE || mayLackInvocation.contains(process)) {
                return;
            }
            throw new IllegalArgumentException("expected an :invoke of " + function + " by process " + process
                    + " before its completion, found none");
        }
        if (!pending.function().equals(function)) {
            throw mismatch(process, pending, pending.function(), function);
        }
        if (key != null && pending.keyIn() == KeyIn.FIELD && !key.equals(pending.key())) {
            throw mismatch(process, pending, function + " on the key " + pending.key(), "the key " + key);
        }
        if (outcome == Outcome.INDETERMINATE) {
            leftOpen(process, pending);
        } else {
            boolean keyFirst = outcome == Outcome.OK && pending.keyIn() == KeyIn.VALUE;
            EdnValue answer = keyFirst ? keyedValues.answer(pending.key(), result) : result;
            passOn(process, pending, outcome, answer, now++, position);
        }
    }

    private static IllegalArgumentException mismatch(int process, Pending pending, String expected, String found) {
        return new IllegalArgumentException("expected the completion of " + expected + " of process " + process
                + " (line " + pending.position().line() + "), found " + found);
    }

    /** Passes on the operations that are still open. */
    void finish() {
        List<Map.Entry<Integer, Pending>> left = new ArrayList<>(open.entrySet());
        left.sort(Comparator.comparingInt(entry -> entry.getValue().number()));
        open.clear();
        left.forEach(entry -> leftOpen(entry.getKey(), entry.getValue()));
        if (abandoned > 0) {
            reader.note(
                    firstAbandoned + ": the effect of such operations counts as unknown (" + abandoned + " in total)");
        }
        reader.finish();
    }

    private void leftOpen(int process, Pending pending) {
        passOn(process, pending, Outcome.INDETERMINATE, EdnValue.Atom.NIL, Long.MAX_VALUE, pending.position());
    }

    private void passOn(
            int process, Pending pending, Outcome outcome, EdnValue result, long returned, SourcePosition position) {
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
                pending.position(),
                position);
    }
}
