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
 * Converts recorded operations into inputs and outputs of a model, one at a time. If the user names no model, the first
 * function that identifies a model selects it; operations are buffered until one does. Not thread-safe.
 */
final class CallReader {
    /** The number of invocations after which the default model is chosen. */
    private static final int MAX_BEFORE_DEFAULT = 4_096;

    private final ProblemCollector problems;
    private final ReadingOptions readingOptions;
    private final ObjectKind<?, ?, ?> defaultModel;
    private final boolean detected;
    private final List<Buffered> buffered = new ArrayList<>();
    private final Set<String> reportedFunctions = new HashSet<>();
    private @Nullable Reading<?, ?, ?> reading;
    private final List<String> notes = new ArrayList<>();
    private int invocations;

    CallReader(
            ProblemCollector problems,
            ReadingOptions readingOptions,
            Optional<ObjectKind<?, ?, ?>> named,
            ObjectKind<?, ?, ?> defaultModel) {
        this.problems = problems;
        this.readingOptions = readingOptions;
        this.defaultModel = defaultModel;
        this.detected = named.isEmpty();
        if (named.isPresent()) {
            choose(named.get());
        }
    }

    private record Buffered(RecordedCall call, SourcePosition invoked, SourcePosition completed) {}

    /** Adds a message for the reader of the verdict. */
    void note(String note) {
        notes.add(note);
    }

    /** A function was invoked. */
    void invoked(String function, SourcePosition position) {
        if (reading == null) {
            Optional<ObjectKind<?, ?, ?>> identified = ObjectKinds.identifiedBy(function);
            if (identified.isPresent() || invocations >= MAX_BEFORE_DEFAULT) {
                choose(identified.orElse(defaultModel));
            }
        }
        invocations++;
        if (reading != null) {
            checkFunction(reading.kind, function, position);
        }
    }

    /** Adds a complete operation, with the positions of its first and of its last event. */
    void read(RecordedCall call, SourcePosition invoked, SourcePosition completed) {
        if (reading == null) {
            buffered.add(new Buffered(call, invoked, completed));
        } else {
            reading.read(call, invoked, completed);
        }
    }

    void finish() {
        if (reading == null) {
            choose(defaultModel);
        }
    }

    /** The result. Call {@link #finish} first. */
    Reading<?, ?, ?> result() {
        if (reading == null) {
            throw new IllegalStateException("expected finish() to be called first");
        }
        return reading;
    }

    private void choose(ObjectKind<?, ?, ?> kind) {
        reading = new Reading<>(kind);
        for (Buffered each : buffered) {
            reading.read(each.call(), each.invoked(), each.completed());
        }
        buffered.clear();
    }

    private void checkFunction(ObjectKind<?, ?, ?> kind, String function, SourcePosition position) {
        if (!kind.functions().contains(function) && reportedFunctions.add(function)) {
            problems.add(
                    position.line(),
                    position.column(),
                    "expected a function of the model " + kind.name() + " ("
                            + String.join(
                                    ", ", kind.functions().stream().sorted().toList()) + "), found \"" + function
                            + "\"" + (detected ? "; the model was detected: name another one with --model" : ""));
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
                boolean otherLine = invoked.line() != completed.line();
                problems.add(
                        completed.line(),
                        completed.column(),
                        e.getMessage() + (otherLine ? " (invoked at line " + invoked.line() + ")" : ""));
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
            List<ObservedCall<I, O>> observations = new ArrayList<>();
            for (ObservedCall<I, O> call : calls) {
                if (call != null) {
                    observations.add(call);
                }
            }
            if (observations.isEmpty() && invocations > 0) {
                notes.add((invocations == 1
                                ? "its only operation contains no observation"
                                : "its " + invocations + " operations contain no observation")
                        + " of a " + kind.name());
            }
            return new LoadedHistory<>(
                    file, format, kind, kind.model(readingOptions), observations, invocations, List.copyOf(notes));
        }
    }
}
