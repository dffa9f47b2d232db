package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A znode that initially exists with version 0, and whose data and version are read and set. */
final class ZnodeObject implements SimulatedObject {
    private static final EdnValue ANY_VERSION = new EdnValue.Atom("-1");
    private static final EdnValue BAD_VERSION = new EdnValue.Atom(":bad-version");

    private final GeneratorOptions workload;
    private EdnValue data = EdnAtoms.of(0);
    private int version;
    private int written;

    ZnodeObject(GeneratorOptions workload) {
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
            return SimulatedRequest.of("getData");
        }
        boolean conditional = kind < workload.reads() + workload.compares();
        EdnValue next = EdnAtoms.of(workload.values() > 0 ? 1 + random.nextInt(workload.values()) : ++written);
        return SimulatedRequest.of(
                "setData", new EdnValue.Items(List.of(next, conditional ? EdnAtoms.of(version) : ANY_VERSION)));
    }

    @Override
    public SimulatedAnswer apply(int client, SimulatedRequest request) {
        if (observes(request)) {
            return SimulatedAnswer.ok(new EdnValue.Items(List.of(data, EdnAtoms.of(version))));
        }
        List<EdnValue> parts = ((EdnValue.Items) request.argument()).items();
        if (!parts.get(1).equals(ANY_VERSION) && !parts.get(1).equals(EdnAtoms.of(version))) {
            return SimulatedAnswer.failed(BAD_VERSION);
        }
        data = parts.get(0);
        version++;
        return SimulatedAnswer.ok(EdnAtoms.of(version));
    }

    @Override
    public boolean observes(SimulatedRequest request) {
        return request.function().equals("getData");
    }

    @Override
    public @Nullable EdnValue phantom(SimulatedRequest request) {
        return observes(request) ? new EdnValue.Items(List.of(EdnAtoms.PHANTOM, EdnAtoms.of(version))) : null;
    }
}
