package dev.stampede.checker.checks.watches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.checks.watches.RemovalWorld.Defect;
import dev.stampede.checker.fuzz.Rounds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random small histories of TTL znodes and containers: compares the check with a judge that examines every moment. */
class RemovalsBruteForceTest {
    private static final int ROUNDS = 700;

    @Test
    void kinds_on_random_histories_agree_with_a_step_by_step_judgement() {
        SplittableRandom random = new SplittableRandom(16);
        Map<String, Integer> seen = new TreeMap<>();
        List<Defect> defects = List.of(Defect.values());
        int rounds = Rounds.of(ROUNDS);
        int valid = 0;
        for (int round = 0; round < rounds; round++) {
            Defect defect = defects.get(round % defects.size());
            RemovalWorld world = new RemovalWorld(random.split(), defect).live();

            CheckResult result = world.history.removals();

            Set<String> found = new TreeSet<>(WatchHistoryBuilder.kinds(result));
            assertThat(found)
                    .as("round %s, %s: %s", round, defect, result.anomalies())
                    .isEqualTo(RemovalJudge.kinds(world));
            found.forEach(kind -> seen.merge(kind, 1, Integer::sum));
            valid += result.verdict() == Verdict.VALID ? 1 : 0;
            if (defect == Defect.NONE) {
                assertThat(result.verdict())
                        .as("round %s: %s", round, result.anomalies())
                        .isNotEqualTo(Verdict.INVALID);
            }
        }
        assertThat(valid).as("valid histories").isBetween(rounds / 5, rounds * 4 / 5);
        assertThat(seen.keySet())
                .containsExactly(
                        "not-removed!",
                        "removed-early!",
                        "removed-early?",
                        "removed-unused!",
                        "removed-with-children!",
                        "ttl-lapsed!");
        assertThat(seen.values()).as("%s", seen).allMatch(n -> n >= 10);
    }
}
