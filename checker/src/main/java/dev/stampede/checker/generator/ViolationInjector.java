package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.generator.Simulation.Call;
import dev.stampede.checker.history.data.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Replaces one result of a history by a wrong one, at the first opportunity after the requested position. Not
 * thread-safe.
 */
final class ViolationInjector {
    /** The maximum number of results that are remembered. */
    private static final int MAX_REMEMBERED = 256;

    private final GeneratorOptions workload;
    private final SimulatedObject object;
    private final int firstCall;
    private final @Nullable Seen[] seen = new Seen[MAX_REMEMBERED];
    private int remembered;
    private boolean done;

    ViolationInjector(GeneratorOptions workload, SimulatedObject object) {
        if (workload.flaw() != InjectedViolation.NONE && !object.flaws().contains(workload.flaw())) {
            throw new IllegalArgumentException("expected one of the flaws " + object.flaws() + " of the model "
                    + workload.model() + ", found " + workload.flaw());
        }
        this.workload = workload;
        this.object = object;
        this.firstCall = (int) (workload.flawAt() * (workload.operations() - 1));
        this.done = workload.flaw() == InjectedViolation.NONE;
    }

    private record Seen(SimulatedRequest request, EdnValue value, long calledAt, long returnedAt) {}

    /** The result of a call, which may be the wrong one. */
    SimulatedAnswer inject(Call call, SimulatedAnswer right) {
        if (done || call.number < firstCall || right.outcome() != Outcome.OK) {
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
        done = true;
        return SimulatedAnswer.ok(wrong);
    }

    /** Whether a call that has to wait is granted nevertheless. */
    boolean grantsTwice(Call call) {
        if (done
                || workload.flaw() != InjectedViolation.DOUBLE_GRANT
                || call.number < firstCall
                || !call.answered
                || !object.certainlyHeld(call.request)) {
            return false;
        }
        done = true;
        return true;
    }

    /** Remembers a result that was returned. */
    void returned(Call call, SimulatedAnswer answer, long now) {
        if (!done && answer.outcome() == Outcome.OK && object.observes(call.request)) {
            seen[remembered++ % MAX_REMEMBERED] = new Seen(call.request, answer.value(), call.calledAt, now);
        }
    }

    /**
     * An outdated result: an earlier call of the same request returned it, although a later one, which had also ended
     * before this call, returned another result.
     */
    private @Nullable EdnValue stale(Call call, EdnValue right) {
        for (int i = 0; i < Math.min(remembered, MAX_REMEMBERED); i++) {
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
     * Verifies that the violation was injected.
     *
     * @throws IllegalArgumentException if a violation was requested, but the history has none
     */
    void requireInjected() {
        if (!done) {
            throw new IllegalArgumentException("expected an opportunity for the flaw " + workload.flaw()
                    + " after operation " + firstCall + " of " + workload.operations()
                    + ", found none: generate more operations, or choose an earlier position");
        }
    }
}
