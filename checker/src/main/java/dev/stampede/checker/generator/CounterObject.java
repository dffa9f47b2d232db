package dev.stampede.checker.generator;

import java.util.Set;
import java.util.SplittableRandom;

/** A counter with add-and-get and read. */
final class CounterObject implements SimulatedObject {
    private final GeneratorOptions workload;
    private int value;

    CounterObject(GeneratorOptions workload) {
        this.workload = workload;
    }

    @Override
    public Set<InjectedViolation> flaws() {
        return Set.of(InjectedViolation.STALE);
    }

    @Override
    public SimulatedRequest next(int client, SplittableRandom random) {
        return SimulatedRequest.of(random.nextDouble() < workload.reads() ? "read" : "add-and-get");
    }

    @Override
    public SimulatedAnswer apply(int client, SimulatedRequest request) {
        return SimulatedAnswer.ok(EdnAtoms.of(request.function().equals("read") ? value : ++value));
    }

    @Override
    public boolean observes(SimulatedRequest request) {
        return true;
    }
}
