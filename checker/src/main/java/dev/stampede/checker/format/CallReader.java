package dev.stampede.checker.format;

import dev.stampede.checker.model.Conventions;
import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ObjectKinds;
import dev.stampede.checker.model.ObservedCall;
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

    private final Problems problems;
    private final Conventions conventions;
    private final ObjectKind<?, ?, ?> usual;
    private final boolean guessed;
    private final List<Kept> kept = new ArrayList<>();
    private final Set<String> unknown = new HashSet<>();
    private @Nullable Reading<?, ?, ?> reading;
    private int invocations;

    CallReader(
            Problems problems,
            Conventions conventions,
            Optional<ObjectKind<?, ?, ?>> asked,
            ObjectKind<?, ?, ?> usual) {
        this.problems = problems;
        this.conventions = conventions;
        this.usual = usual;
        this.guessed = asked.isEmpty();
        asked.ifPresent(this::decide);
    }

    private record Kept(RecordedCall call, int line) {}

    /** An operation of a function was invoked. */
    void invoked(String function, int line) {
        if (reading == null) {
            ObjectKinds.toldBy(function).ifPresentOrElse(this::decide, () -> {
                if (invocations >= UNDECIDED) {
                    decide(usual);
                }
            });
        }
        invocations++;
        if (reading != null) {
            checkFunction(reading.kind, function, line);
        }
    }

    /** An operation is known as far as it will ever be; the line is that of its last event. */
    void read(RecordedCall call, int line) {
        if (reading == null) {
            kept.add(new Kept(call, line));
        } else {
            reading.read(call, line);
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
            checkFunction(kind, each.call().function(), each.line());
            reading.read(each.call(), each.line());
        }
        kept.clear();
    }

    private void checkFunction(ObjectKind<?, ?, ?> kind, String function, int line) {
        if (!kind.functions().contains(function) && unknown.add(function)) {
            problems.add(
                    line,
                    1,
                    "expected a function of the model " + kind.name() + " ("
                            + String.join(
                                    ", ", kind.functions().stream().sorted().toList()) + "), found \"" + function
                            + "\"" + (guessed ? "; nobody named the model: name it if it is another" : ""));
        }
    }

    /** The operations of one kind of object. */
    final class Reading<S, I, O> {
        private final ObjectKind<S, I, O> kind;
        private final List<@Nullable ObservedCall<I, O>> calls = new ArrayList<>();

        private Reading(ObjectKind<S, I, O> kind) {
            this.kind = kind;
        }

        private void read(RecordedCall call, int line) {
            if (!kind.functions().contains(call.function())) {
                return;
            }
            try {
                kind.read(call, conventions).ifPresent(observed -> {
                    while (calls.size() <= call.number()) {
                        calls.add(null);
                    }
                    calls.set(call.number(), observed);
                });
            } catch (IllegalArgumentException e) {
                problems.add(line, 1, String.valueOf(e.getMessage()));
            }
        }

        /** What the operations said, in the order of their invocations. */
        LoadedHistory<S, I, O> loaded(String file, HistoryFormat format) {
            List<ObservedCall<I, O>> said = new ArrayList<>();
            for (ObservedCall<I, O> call : calls) {
                if (call != null) {
                    said.add(call);
                }
            }
            return new LoadedHistory<>(file, format, kind, kind.model(conventions), said, invocations, List.of());
        }
    }
}
