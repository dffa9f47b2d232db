package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A set to which each element is added once and from which it is removed at most once, while clients query elements.
 */
final class SetObject implements SimulatedObject {
    private static final int WANTED_ELEMENTS = 64;
    /** One in this number of queries is for an element that is never added. */
    private static final int QUERIES_PER_ABSENT = 16;

    private final GeneratorOptions workload;
    private final Set<EdnValue> elements = new HashSet<>();
    private final Deque<EdnValue> removable = new ArrayDeque<>();
    private int added;

    SetObject(GeneratorOptions workload) {
        this.workload = workload;
    }

    @Override
    public Set<InjectedViolation> flaws() {
        return Set.of(InjectedViolation.PHANTOM);
    }

    @Override
    public SimulatedRequest next(int client, SplittableRandom random) {
        if (random.nextDouble() < workload.reads()) {
            int element = random.nextInt(QUERIES_PER_ABSENT) == 0
                    ? -1 - random.nextInt(WANTED_ELEMENTS)
                    : added - random.nextInt(WANTED_ELEMENTS);
            return SimulatedRequest.of("contains", EdnAtoms.of(element <= 0 && added > WANTED_ELEMENTS ? -1 : element));
        }
        if (removable.size() > WANTED_ELEMENTS) {
            return SimulatedRequest.of("remove", removable.remove());
        }
        EdnValue element = EdnAtoms.of(++added);
        removable.add(element);
        return SimulatedRequest.of("add", element);
    }

    @Override
    public SimulatedAnswer apply(int client, SimulatedRequest request) {
        return switch (request.function()) {
            case "contains" ->
                SimulatedAnswer.ok(elements.contains(request.argument()) ? EdnAtoms.TRUE : EdnAtoms.FALSE);
            case "add" -> {
                elements.add(request.argument());
                yield SimulatedAnswer.DONE;
            }
            default -> {
                elements.remove(request.argument());
                yield SimulatedAnswer.DONE;
            }
        };
    }

    @Override
    public @Nullable EdnValue phantom(SimulatedRequest request) {
        return request.function().equals("contains")
                        && request.argument().text().startsWith("-")
                ? EdnAtoms.TRUE
                : null;
    }
}
