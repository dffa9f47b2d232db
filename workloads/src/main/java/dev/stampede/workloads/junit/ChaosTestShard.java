package dev.stampede.workloads.junit;

import dev.stampede.workloads.campaign.ChaosTestFile;
import dev.stampede.workloads.campaign.ChaosTestResult;
import dev.stampede.workloads.campaign.Shard;
import dev.stampede.workloads.campaign.ShardManifest;
import dev.stampede.workloads.campaign.ShardPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The repetitions of chaos tests that the shard of this JVM executes. Each repetition is in exactly one shard, in any
 * order of tests and JVMs. Immutable.
 *
 * <p>Tests are discovered one by one, so the set of all tests is unknown. Repetitions that an earlier run recorded
 * ({@code stampede.durations}) are balanced by their recorded durations. Repetitions without a record are in successive
 * shards.
 */
final class ChaosTestShard {
    /** The system property that names the folder with the durations of earlier chaos tests. */
    static final String DURATIONS = "stampede.durations";

    private final Shard shard;
    private final Map<String, Integer> planned;

    private ChaosTestShard(Shard shard, Map<String, Integer> planned) {
        this.shard = shard;
        this.planned = Map.copyOf(planned);
    }

    /**
     * The shard in the system properties; empty if no shard is set.
     *
     * @param out the folder of the runs, which belongs to the shard from now on
     * @throws IllegalArgumentException if the folder belongs to another shard, or the folder with durations has no
     *     records
     */
    static Optional<ChaosTestShard> configured(Path out) throws IOException {
        Optional<Shard> shard = Shard.configured();
        if (shard.isEmpty()) {
            return Optional.empty();
        }
        ChaosTestShard configured = of(shard.get(), recorded(System.getProperty(DURATIONS, "")));
        new ShardManifest(ShardManifest.TESTS, shard.get(), new TreeMap<>(configured.planned)).claim(out);
        return Optional.of(configured);
    }

    private static List<ChaosTestResult> recorded(String durations) throws IOException {
        if (durations.isBlank()) {
            return List.of();
        }
        List<ChaosTestResult> recorded = ChaosTestFile.read(Path.of(durations));
        if (recorded.isEmpty()) {
            throw new IllegalArgumentException("expected -D" + DURATIONS + " with a folder of chaos tests, found no "
                    + ChaosTestFile.NAME + " with results in " + durations);
        }
        return recorded;
    }

    /** A shard that is balanced by these results of an earlier run. */
    static ChaosTestShard of(Shard shard, List<ChaosTestResult> recorded) {
        Map<String, Double> seconds = recorded.stream()
                .collect(Collectors.groupingBy(
                        ChaosTestResult::test, Collectors.averagingDouble(ChaosTestResult::seconds)));
        Map<String, Long> millis = new TreeMap<>();
        recorded.forEach(result -> millis.put(
                key(result.test(), result.repetition()), Math.round(seconds.getOrDefault(result.test(), 0.0) * 1_000)));
        return new ChaosTestShard(shard, ShardPlan.of(millis, shard.count()).shards());
    }

    private static String key(String test, int repetition) {
        return test + " " + repetition;
    }

    Shard shard() {
        return shard;
    }

    /** The repetitions of a test, from 0 to {@code all - 1}, that this shard executes. */
    List<Integer> repetitions(String test, int all) {
        return IntStream.range(0, all)
                .filter(repetition -> includes(test, repetition))
                .boxed()
                .toList();
    }

    private boolean includes(String test, int repetition) {
        Integer number = planned.get(key(test, repetition));
        return number == null ? shard.includes(test, repetition) : number == shard.number();
    }
}
