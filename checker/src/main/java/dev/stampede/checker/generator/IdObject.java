package dev.stampede.checker.generator;

import java.util.Set;
import java.util.SplittableRandom;

/** A generator of ids. */
final class IdObject implements SimulatedObject {
    private int given;

    @Override
    public Set<InjectedViolation> flaws() {
        return Set.of(InjectedViolation.STALE);
    }

    @Override
    public SimulatedRequest next(int client, SplittableRandom random) {
        return SimulatedRequest.of("generate");
    }

    @Override
    public SimulatedAnswer apply(int client, SimulatedRequest request) {
        return SimulatedAnswer.ok(EdnAtoms.of(++given));
    }

    @Override
    public boolean observes(SimulatedRequest request) {
        return true;
    }
}
