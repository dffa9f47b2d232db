package dev.stampede.workloads.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.campaign.ChaosTestResult;
import dev.stampede.workloads.campaign.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every repetition of every chaos test is in exactly one shard, with recorded durations and without. */
class ChaosTestShardTest {
    private static final String LONG = "com.example.ElectionTest#long_one";
    private static final String SHORT = "com.example.LockTest#short_one";
    private static final String NEW = "com.example.QueueTest#new_one";

    private static List<ChaosTestResult> recorded() {
        List<ChaosTestResult> results = new ArrayList<>();
        results.add(new ChaosTestResult(LONG, 0, 1, 300, true));
        IntStream.range(0, 10).forEach(i -> results.add(new ChaosTestResult(SHORT, i, i + 1, 30, i != 4)));
        return results;
    }

    private static int shardOf(List<ChaosTestResult> recorded, String test, int repetition, int count) {
        List<Integer> numbers = IntStream.rangeClosed(1, count)
                .filter(n -> ChaosTestShard.of(new Shard(n, count), recorded)
                        .repetitions(test, repetition + 1)
                        .contains(repetition))
                .boxed()
                .toList();
        assertThat(numbers).as("shards of %s, repetition %d", test, repetition).hasSize(1);
        return numbers.get(0);
    }

    @Test
    void repetitions_of_tests_of_which_nothing_is_recorded_are_spread_over_the_shards() {
        List<Integer> shards = IntStream.range(0, 6)
                .mapToObj(repetition -> shardOf(List.of(), NEW, repetition, 3))
                .toList();

        assertThat(shards.subList(0, 3)).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(shards.subList(3, 6)).isEqualTo(shards.subList(0, 3));
    }

    @Test
    void recorded_durations_give_a_long_test_a_shard_of_its_own() {
        int alone = shardOf(recorded(), LONG, 0, 2);
        for (int repetition = 0; repetition < 10; repetition++) {
            assertThat(shardOf(recorded(), SHORT, repetition, 2)).isNotEqualTo(alone);
        }
    }

    @Test
    void new_tests_and_more_seeds_than_recorded_are_in_one_shard_each() {
        IntStream.range(0, 20).forEach(repetition -> {
            shardOf(recorded(), NEW, repetition, 4);
            shardOf(recorded(), SHORT, repetition, 4);
        });
    }
}
