package dev.stampede.checker.format;

import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ObjectKinds;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ReadingOptions;
import dev.stampede.checker.model.RecordedCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts recorded operations into inputs and outputs of a model, one at a time. If no model was named, the first
 * function that only one model has selects the model; until then operations are buffered. Not thread-safe.
 */
final class CallReader {
    /** The number of buffered operations after which the default model is chosen. */
    private static final int UNDECIDED = 4_096;

    private final ProblemCollector problems;
    private final ReadingOptions readingOptions;
    private final ObjectKind<?, ?, ?> usual;
    private final boolean guessed;
    private final List<Kept> kept = new ArrayList<>();
    private final Set<String> unknown = new HashSet<>();
    private @Nullable Reading<?, ?, ?> reading;
    private final List<String> notes = new ArrayList<>();
    private int invocations;

    CallReader(
            ProblemCollector problems,
            ReadingOptions readingOptions,
            Optional<ObjectKind<?, ?, ?>> asked,
            ObjectKind<?, ?, ?> usual) {
        this.problems = problems;
        this.readingOptions = readingOptions;
        this.usual = usual;
        this.guessed = asked.isEmpty();
        if (asked.isPresent()) {
            decide(asked.get());
        }
    }

    private record Kept(RecordedCall call, SourcePosition invoked, SourcePosition completed) {}

    /** Adds a message for the reader of the verdict. */
    void note(String note) {
        notes.add(note);
    }

    /** A call of a function was invoked. */
    void invoked(String function, SourcePosition position) {
        if (reading == null) {
            Optional<ObjectKind<?, ?, ?>> error = ObjectKinds.identifiedBy(function);
            if (error.isPresent() || invocations >= UNDECIDED) {
                decide(error.orElse(usual));
            }
        }
        invocations++;
        if (reading != null) {
            checkFunction(reading.kind, function, position);
        }
    }

    /** Adds an operation in its final state; the positions are those of its first and its last event. */
    void read(RecordedCall call, SourcePosition invoked, SourcePosition completed) {
        if (reading == null) {
            kept.add(new Kept(call, invoked, completed));
        } else {
            reading.read(call, invoked, completed);
        }
    }

    void finish() {
        if (reading == null) {
            decide(usual);
        }
    }

    /** The result. Call {@link #finish} first. */
    Reading<?, ?, ?> result() {
        if (reading == null) {
            throw new IllegalStateException("expected finish() to be called first");
        }
        return reading;
    }

    private void decide(ObjectKind<?, ?, ?> kind) {
        reading = new Reading<>(kind);
        for (Kept each : kept) {
            reading.read(each.call(), each.invoked(), each.completed());
        }
        kept.clear();
    }

    private void checkFunction(ObjectKind<?, ?, ?> kind, String function, SourcePosition position) {
        if (!kind.functions().contains(function) && unknown.add(function)) {
            problems.add(
                    position.line(),
                    position.column(),
                    "expected a function of the model " + kind.name() + " ("
                            + String.join(
                                    ", ", kind.functions().stream().sorted().toList()) + "), found \"" + function
                            + "\"" + (guessed ? "; the model was detected: name another one with --model" : ""));
        }
    }

    /** The operations of one kind of object. */
    final class Reading<S, I, O> {
        private final ObjectKind<S, I, O> kind;
        private final List<@Nullable ObservedCall<I, O>> calls = new ArrayList<>();

        private Reading(ObjectKind<S, I, O> kind) {
            this.kind = kind;
        }

        private void read(RecordedCall call, SourcePosition invoked, SourcePosition completed) {
            if (!kind.functions().contains(call.function())) {
                checkFunction(kind, call.function(), invoked);
                return;
            }
            Optional<ObservedCall<I, O>> observed;
            try {
                observed = kind.read(call, readingOptions);
            } catch (IllegalArgumentException e) {
                boolean elsewhere = invoked.line() != completed.line();
                problems.add(
                        completed.line(),
                        completed.column(),
                        e.getMessage() + (elsewhere ? " (invoked at line " + invoked.line() + ")" : ""));
                return;
            }
            if (observed.isPresent()) {
                while (calls.size() <= call.number()) {
                    calls.add(null);
                }
                calls.set(call.number(), observed.get());
            }
        }

        /** The operations with an observation, in the order of their invocations. */
        LoadedHistory<S, I, O> loaded(String file, FileFormat format) {
            List<ObservedCall<I, O>> said = new ArrayList<>();
            for (ObservedCall<I, O> call : calls) {
                if (call != null) {
                    said.add(call);
                }
            }
            if (said.isEmpty() && invocations > 0) {
                notes.add((invocations == 1
                                ? "its only operation contains no observation"
                                : "its " + invocations + " operations contain no observation")
                        + " of a " + kind.name());
            }
            return new LoadedHistory<>(
                    file, format, kind, kind.model(readingOptions), said, invocations, List.copyOf(notes));
        }
    }
}
