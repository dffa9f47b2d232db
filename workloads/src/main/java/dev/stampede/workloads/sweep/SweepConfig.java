package dev.stampede.workloads.sweep;

import dev.stampede.workloads.campaign.Shard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a sweep executes. Immutable.
 *
 * @param operations the operations by name
 * @param parents whether the parents exist, for each value a set of cases
 * @param contention whether a second client uses the recipe, for each value a set of cases; true only for operations
 *     that {@link SweepOperation#contends}
 * @param atOnce the number of concurrent cases
 */
public record SweepConfig(
        Map<String, Supplier<SweepOperation>> operations,
        List<LossWay> ways,
        List<Boolean> parents,
        List<Boolean> contention,
        Shard shard,
        int atOnce) {
    public SweepConfig {
        operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
        ways = List.copyOf(ways);
        parents = List.copyOf(parents);
        contention = List.copyOf(contention);
    }

    /** The cases that count the requests: one for each operation and setting of this shard. */
    List<SweepCase> countingCases() {
        List<SweepCase> cases = new ArrayList<>();
        operations.forEach((name, operation) -> {
            for (boolean warm : parents) {
                for (boolean contended : contention) {
                    SweepCase counting = SweepCase.counting(name, warm, contended);
                    if (shard.includes(counting.id(), 0)
                            && (!contended || operation.get().contends())) {
                        cases.add(counting);
                    }
                }
            }
        });
        return cases;
    }
}
