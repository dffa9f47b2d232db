package dev.stampede.checker.format;

import dev.stampede.checker.history.Outcome;
import dev.stampede.checker.model.Datum;
import dev.stampede.checker.model.RecordedCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the two events of each operation. What is still open at the end, or when its process invokes again, is
 * indeterminate. Not thread-safe.
 */
final class CallGatherer {
    private final List<RecordedCall> calls = new ArrayList<>();
    private final Map<Integer, Integer> open = new HashMap<>();
    private int[] lines = new int[64];
    private long now;

    void invoked(int process, String function, String key, Datum argument, int line) {
        int number = calls.size();
        if (number == lines.length) {
            lines = Arrays.copyOf(lines, 2 * number);
        }
        lines[number] = line;
        calls.add(new RecordedCall(
                number,
                process,
                function,
                key,
                argument,
                Datum.Atom.NIL,
                Outcome.INDETERMINATE,
                now++,
                Long.MAX_VALUE));
        open.put(process, number);
    }

    /**
     * Completes what a process has open.
     *
     * @throws IllegalArgumentException if it has nothing open, or something else
     */
    void completed(int process, String function, Outcome outcome, Datum result) {
        Integer number = open.remove(process);
        if (number == null) {
            if (outcome == Outcome.INDETERMINATE) {
                return;
            }
            throw new IllegalArgumentException("expected an :invoke of " + function + " by process " + process
                    + " before its completion, found none");
        }
        RecordedCall call = calls.get(number);
        if (!call.function().equals(function)) {
            throw new IllegalArgumentException("expected the completion of " + call.function() + " of process "
                    + process + " (line " + lines[number] + "), found " + function);
        }
        if (outcome != Outcome.INDETERMINATE) {
            calls.set(
                    number,
                    new RecordedCall(
                            number,
                            process,
                            function,
                            call.key(),
                            call.argument(),
                            result,
                            outcome,
                            call.called(),
                            now++));
        }
    }

    Recording recording() {
        return new Recording(calls, Arrays.copyOf(lines, calls.size()));
    }
}
