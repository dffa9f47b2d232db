package dev.stampede.checker.checks.convergence;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The writes and reads of a history by key. Immutable once built; O(n log n). */
final class ValueEvidence {
    private final Map<String, KeyValues> keys = new TreeMap<>();
    private final Set<String> refused = new HashSet<>();
    private final ClientTimeline clients;
    private final ReadSegments segments;
    private int writes;

    private ValueEvidence(History history) {
        this.clients = Analysis.of(history).clients();
        this.segments = new ReadSegments(history, clients);
        Map<String, List<ValueWrite>> written = new HashMap<>();
        Map<String, List<ValueRead>> read = new TreeMap<>();
        WritesOnce once = new WritesOnce(history);
        for (Operation o : history.operations()) {
            String key = o.key();
            if (key == null) {
                continue;
            }
            String value = writtenValue(o);
            if (value != null && mayTakeEffect(o)) {
                written.computeIfAbsent(key, k -> new ArrayList<>()).add(write(o, value, once.certain(o)));
                writes++;
            } else if (value != null) {
                refused.add(key + ' ' + value);
            } else if (o.input() instanceof NameInput.LookUp && o.outcome() == Outcome.OK && o.completed()) {
                read.computeIfAbsent(key, k -> new ArrayList<>()).add(read(o, key));
            }
        }
        read.forEach((key, reads) -> keys.put(key, new KeyValues(written.getOrDefault(key, List.of()), placed(reads))));
    }

    static ValueEvidence of(History history) {
        return new ValueEvidence(history);
    }

    /** The writes and reads of each key that was read. */
    Map<String, KeyValues> keys() {
        return keys;
    }

    ReadSegments segments() {
        return segments;
    }

    /** The number of writes that may have taken effect. */
    int writes() {
        return writes;
    }

    /** Whether the value of a read was written by a write that was refused. */
    boolean refused(ValueRead read) {
        return refused.contains(read.key() + ' ' + read.value());
    }

    /** Whether the sessions of a client are recorded. */
    boolean recorded(int client) {
        return !clients.sessions(client).isEmpty();
    }

    /** The value that an operation writes; null if it writes none. */
    private static @Nullable String writtenValue(Operation o) {
        String argument = o.argument();
        if (argument == null) {
            return null;
        }
        if (o.function().equals("cas") && argument.startsWith("[") && argument.endsWith("]")) {
            return argument.substring(argument.lastIndexOf(' ') + 1, argument.length() - 1);
        }
        return o.function().equals("write") ? argument : null;
    }

    private static boolean mayTakeEffect(Operation o) {
        return o.outcome() != Outcome.FAILED && !(o.outcome() == Outcome.OK && "false".equals(o.result()));
    }

    private static ValueWrite write(Operation o, String value, boolean once) {
        long acknowledged = o.outcome() == Outcome.OK ? o.completedNanos() : Operation.OPEN;
        return new ValueWrite(value, o.number(), o.client(), o.invokedNanos(), acknowledged, acknowledged, once);
    }

    private ValueRead read(Operation o, String key) {
        String value = o.output() instanceof OperationOutput.Found found ? found.address() : null;
        return new ValueRead(
                o.number(),
                o.client(),
                key,
                value,
                o.invokedNanos(),
                o.completedNanos(),
                segments.segment(o.client(), o.invokedNanos(), o.completedNanos()));
    }

    /**
     * The reads, without the segments of those that may show what the object read in the previous session: the first
     * reads of a segment, until the value changes.
     */
    private List<ValueRead> placed(List<ValueRead> reads) {
        List<ValueRead> sorted = new ArrayList<>(reads);
        sorted.sort(Comparator.comparingLong(ValueRead::invokedNanos));
        Map<Long, String> carried = new HashMap<>();
        Set<Long> changed = new HashSet<>();
        List<ValueRead> placed = new ArrayList<>();
        for (ValueRead read : sorted) {
            long segmentKey = ((long) read.client() << 32) | read.segment();
            boolean mayBeCarriedOver = read.segment() >= 0 && segments.carriesOver(read.client(), read.segment());
            if (mayBeCarriedOver && !changed.contains(segmentKey)) {
                String first = carried.putIfAbsent(segmentKey, String.valueOf(read.value()));
                if (first == null || first.equals(String.valueOf(read.value()))) {
                    placed.add(read.unplaced());
                    continue;
                }
                changed.add(segmentKey);
            }
            placed.add(read);
        }
        return placed;
    }

    /**
     * Decides which writes certainly took effect at most once, because a library may send a write again if the response
     * was lost. A write whose requests are recorded took effect once if a server answered all of them; any other write
     * did if no fault acted during it.
     */
    private static final class WritesOnce {
        private final Set<Integer> recorded = new HashSet<>();
        private final Set<Integer> unanswered = new HashSet<>();
        private final UndisturbedTime faultless;

        WritesOnce(History history) {
            this.faultless = Analysis.of(history)
                    .disturbances()
                    .withoutFaults(Analysis.of(history).bounds().recoveryNanos());
            for (Attempt attempt : history.attempts()) {
                if (attempt.opcode().writes()) {
                    recorded.add(attempt.operation());
                    ResultCode code = attempt.code();
                    if (code == null || ZnodeTimeline.INDETERMINATE.contains(code)) {
                        unanswered.add(attempt.operation());
                    }
                }
            }
        }

        boolean certain(Operation o) {
            if (recorded.contains(o.number())) {
                return !unanswered.contains(o.number());
            }
            return o.completed()
                    && o.outcome() == Outcome.OK
                    && faultless.amount(o.invokedNanos(), o.completedNanos()) == o.completedNanos() - o.invokedNanos();
        }
    }
}
