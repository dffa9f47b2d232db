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
 * Reads recorded operations as the inputs and outputs of a model while they arrive. If nobody named the model, the first
 * function that belongs to one object only tells it; until then operations are kept as they are. Not thread-safe.
 */
final class CallReader {
    /** The usual model is taken if so many operations have told none. */
    private static final int UNDECIDED = 4_096;

    private final ProblemCollector problems;
    private final ReadingOptions conventions;
    private final ObjectKind<?, ?, ?> usual;
    private final boolean guessed;
    private final List<Kept> kept = new ArrayList<>();
    private final Set<String> unknown = new HashSet<>();
    private @Nullable Reading<?, ?, ?> reading;
    private final List<String> notes = new ArrayList<>();
    private int invocations;

    CallReader(
            ProblemCollector problems,
            ReadingOptions conventions,
            Optional<ObjectKind<?, ?, ?>> asked,
            ObjectKind<?, ?, ?> usual) {
        this.problems = problems;
        this.conventions = conventions;
        this.usual = usual;
        this.guessed = asked.isEmpty();
        if (asked.isPresent()) {
            decide(asked.get());
        }
    }

    private record Kept(RecordedCall call, SourcePosition invoked, SourcePosition completed) {}

    /** Something that a reader of the verdict should know. */
    void note(String note) {
        notes.add(note);
    }

    /** An operation of a function was invoked. */
    void invoked(String function, SourcePosition place) {
        if (reading == null) {
            Optional<ObjectKind<?, ?, ?>> told = ObjectKinds.toldBy(function);
            if (told.isPresent() || invocations >= UNDECIDED) {
                decide(told.orElse(usual));
            }
        }
        invocations++;
        if (reading != null) {
            checkFunction(reading.kind, function, place);
        }
    }

    /** An operation is known as far as it will ever be; the places are those of its first and of its last event. */
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

    /** What was read. To be asked after {@link #finish}. */
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

    private void checkFunction(ObjectKind<?, ?, ?> kind, String function, SourcePosition place) {
        if (!kind.functions().contains(function) && unknown.add(function)) {
            problems.add(
                    place.line(),
                    place.column(),
                    "expected a function of the model " + kind.name() + " ("
                            + String.join(
                                    ", ", kind.functions().stream().sorted().toList()) + "), found \"" + function
                            + "\"" + (guessed ? "; nobody named the model: name it (--model) if it is another" : ""));
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
                observed = kind.read(call, conventions);
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

        /** What the operations said, in the order of their invocations. */
        LoadedHistory<S, I, O> loaded(String file, FileFormat format) {
            List<ObservedCall<I, O>> said = new ArrayList<>();
            for (ObservedCall<I, O> call : calls) {
                if (call != null) {
                    said.add(call);
                }
            }
            if (said.isEmpty() && invocations > 0) {
                notes.add((invocations == 1
                                ? "its only operation says nothing"
                                : "none of its " + invocations + " operations says anything")
                        + " of a " + kind.name());
            }
            return new LoadedHistory<>(
                    file, format, kind, kind.model(conventions), said, invocations, List.copyOf(notes));
        }
    }
}
