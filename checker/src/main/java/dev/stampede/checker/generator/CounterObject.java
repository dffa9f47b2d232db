package dev.stampede.checker.generator;

import java.util.Set;
import java.util.SplittableRandom;

/** A counter that answers with its value, and is read. */
final class CounterObject implements SimulatedObject {
    private final Workload workload;
    private int value;

    CounterObject(Workload workload) {
        this.workload = workload;
    }

    @Override
    public Set<Flaw> flaws() {
        return Set.of(Flaw.STALE);
    }

    @Override
    public Request next(int client, SplittableRandom random) {
        return Request.of(random.nextDouble() < workload.reads() ? "read" : "add-and-get");
    }

    @Override
    public Answer apply(int client, Request request) {
        return Answer.ok(Atoms.of(request.function().equals("read") ? value : ++value));
    }

    @Override
    public boolean observes(Request request) {
        return true;
    }
}
