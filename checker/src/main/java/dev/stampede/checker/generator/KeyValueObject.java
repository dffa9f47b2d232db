package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A store of strings by key, to which clients mostly append strings that identify the client and the append. */
final class KeyValueObject implements SimulatedObject {
    /** One in this number of writes is a put, which replaces the string; all others append. */
    private static final int WRITES_PER_PUT = 10;

    private final GeneratorOptions workload;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<Integer, Integer> writes = new HashMap<>();

    KeyValueObject(GeneratorOptions workload) {
        this.workload = workload;
    }

    @Override
    public Set<InjectedViolation> flaws() {
        return Set.of(InjectedViolation.STALE, InjectedViolation.PHANTOM);
    }

    @Override
    public SimulatedRequest next(int client, SplittableRandom random) {
        String key = Integer.toString(random.nextInt(workload.keys()));
        if (random.nextDouble() < workload.reads()) {
            return new SimulatedRequest("get", key, EdnValue.Atom.NIL);
        }
        String text = "x " + client + " " + (writes.merge(client, 1, Integer::sum) - 1) + " y";
        return new SimulatedRequest(
                random.nextInt(WRITES_PER_PUT) == 0 ? "put" : "append", key, new EdnValue.Quoted(text));
    }

    @Override
    public SimulatedAnswer apply(int client, SimulatedRequest request) {
        String text = texts.getOrDefault(request.key(), "");
        if (observes(request)) {
            return SimulatedAnswer.ok(new EdnValue.Quoted(text));
        }
        String more = ((EdnValue.Quoted) request.argument()).content();
        texts.put(request.key(), request.function().equals("put") ? more : text + more);
        return SimulatedAnswer.DONE;
    }

    @Override
    public boolean observes(SimulatedRequest request) {
        return request.function().equals("get");
    }

    @Override
    public @Nullable EdnValue phantom(SimulatedRequest request) {
        return observes(request) ? new EdnValue.Quoted(texts.getOrDefault(request.key(), "") + "z") : null;
    }
}
