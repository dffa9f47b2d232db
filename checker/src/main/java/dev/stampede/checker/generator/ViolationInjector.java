package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.generator.Simulation.Call;
import dev.stampede.checker.history.data.Outcome;
import org.jspecify.annotations.Nullable;

/** Puts one wrong answer into a history, at the first occasion behind the place that was asked for. Not thread-safe. */
final class ViolationInjector {
    /** So many answers are remembered. */
    private static final int REMEMBERED = 256;

    private final GeneratorOptions workload;
    private final SimulatedObject object;
    private final int from;
    private final @Nullable Seen[] seen = new Seen[REMEMBERED];
    private int remembered;
    private boolean over;

    ViolationInjector(GeneratorOptions workload, SimulatedObject object) {
        if (workload.flaw() != InjectedViolation.NONE && !object.flaws().contains(workload.flaw())) {
            throw new IllegalArgumentException("expected one of the flaws " + object.flaws() + " of the model "
                    + workload.model() + ", found " + workload.flaw());
        }
        this.workload = workload;
        this.object = object;
        this.from = (int) (workload.flawAt() * (workload.operations() - 1));
        this.over = workload.flaw() == InjectedViolation.NONE;
    }

    private record Seen(SimulatedRequest request, EdnValue value, long calledAt, long returnedAt) {}

    /** The answer to a call, which may be the wrong one. */
    SimulatedAnswer spoiled(Call call, SimulatedAnswer right) {
        if (over || call.number < from || right.outcome() != Outcome.OK) {
            return right;
        }
        EdnValue wrong =
                switch (workload.flaw()) {
                    case STALE -> object.observes(call.request) ? stale(call, right.value()) : null;
                    case PHANTOM -> object.phantom(call.request);
                    case NONE, DOUBLE_GRANT -> null;
                };
        if (wrong == null) {
            return right;
        }
        over = true;
        return SimulatedAnswer.ok(wrong);
    }

    /** Whether a call that has to wait is to be granted all the same. */
    boolean grantsTwice(Call call) {
        if (over
                || workload.flaw() != InjectedViolation.DOUBLE_GRANT
                || call.number < from
                || !call.seen
                || !object.surelyTaken(call.request)) {
            return false;
        }
        over = true;
        return true;
    }

    /** Takes note of an answer that was given. */
    void returned(Call call, SimulatedAnswer answer, long now) {
        if (!over && answer.outcome() == Outcome.OK && object.observes(call.request)) {
            seen[remembered++ % REMEMBERED] = new Seen(call.request, answer.value(), call.calledAt, now);
        }
    }

    /** An answer that was given before another one that was given before the call. */
    private @Nullable EdnValue stale(Call call, EdnValue right) {
        for (int i = 0; i < Math.min(remembered, REMEMBERED); i++) {
            Seen newer = seen[i];
            if (newer == null
                    || newer.returnedAt() >= call.calledAt
                    || !newer.request().equals(call.request)) {
                continue;
            }
            for (Seen older : seen) {
                if (older != null
                        && older.returnedAt() < newer.calledAt()
                        && older.request().equals(call.request)
                        && !older.value().isNil()
                        && !older.value().equals(newer.value())
                        && !older.value().equals(right)) {
                    return older.value();
                }
            }
        }
        return null;
    }

    /**
     * Fails if there was no occasion.
     *
     * @throws IllegalArgumentException if the history has no flaw though one was asked for
     */
    void checkThatItSpoiled() {
        if (!over) {
            throw new IllegalArgumentException("expected an occasion for the flaw " + workload.flaw()
                    + " behind operation " + from + " of " + workload.operations()
                    + ", found none; ask for more operations, or for an earlier place");
        }
    }
}
