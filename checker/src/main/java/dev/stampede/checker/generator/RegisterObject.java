package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A register with read, write and compare-and-set. */
final class RegisterObject implements SimulatedObject {
    /** With unique values, one in this number of compare-and-sets expects an outdated value. */
    private static final int COMPARES_PER_MISS = 4;

    private static final int MAX_RECENT = 8;

    private final GeneratorOptions workload;
    private final EdnValue[] recent = new EdnValue[MAX_RECENT];
    private EdnValue state = EdnValue.Atom.NIL;
    private int written;
    private int changes;

    RegisterObject(GeneratorOptions workload) {
        this.workload = workload;
    }

    @Override
    public Set<InjectedViolation> flaws() {
        return Set.of(InjectedViolation.STALE, InjectedViolation.PHANTOM);
    }

    @Override
    public SimulatedRequest next(int client, SplittableRandom random) {
        double kind = random.nextDouble();
        if (kind < workload.reads()) {
            return SimulatedRequest.of("read");
        }
        boolean compare = kind < workload.reads() + workload.compares();
        if (compare && (workload.values() > 0 || !state.isNil())) {
            return SimulatedRequest.of("cas", new EdnValue.Items(List.of(expected(random), value(random))));
        }
        return SimulatedRequest.of("write", value(random));
    }

    private EdnValue value(SplittableRandom random) {
        return EdnAtoms.of(workload.values() > 0 ? 1 + random.nextInt(workload.values()) : ++written);
    }

    private EdnValue expected(SplittableRandom random) {
        if (workload.values() > 0) {
            return value(random);
        }
        if (random.nextInt(COMPARES_PER_MISS) > 0) {
            return state;
        }
        EdnValue old = recent[random.nextInt(Math.min(changes, MAX_RECENT))];
        return old.isNil() ? state : old;
    }

    @Override
    public SimulatedAnswer apply(int client, SimulatedRequest request) {
        switch (request.function()) {
            case "read" -> {
                return SimulatedAnswer.ok(state);
            }
            case "write" -> set(request.argument());
            default -> {
                List<EdnValue> pair = ((EdnValue.Items) request.argument()).items();
                if (!pair.get(0).equals(state)) {
                    return SimulatedAnswer.FAILED;
                }
                set(pair.get(1));
            }
        }
        return SimulatedAnswer.DONE;
    }

    private void set(EdnValue next) {
        recent[changes++ % MAX_RECENT] = state;
        state = next;
    }

    @Override
    public boolean observes(SimulatedRequest request) {
        return request.function().equals("read");
    }

    @Override
    public @Nullable EdnValue phantom(SimulatedRequest request) {
        return observes(request) ? EdnAtoms.PHANTOM : null;
    }
}
