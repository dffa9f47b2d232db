package dev.stampede.checker.checks.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.checks.balancing.BalancingWorld.Defect;
import dev.stampede.checker.fuzz.Rounds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random small histories of backends and balancers: compares the check with a judge that examines every moment. */
class BalancingBruteForceTest {
    private static final int ROUNDS = Rounds.of(900);

    @Test
    void verdict_and_kinds_on_random_histories_agree_with_a_step_by_step_judgement() {
        SplittableRandom random = new SplittableRandom(5);
        Map<String, Integer> seen = new TreeMap<>();
        List<Defect> defects = List.of(Defect.values());
        int valid = 0;
        int right = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Defect defect = defects.get(round % defects.size());
            BalancingWorld world = new BalancingWorld(random.split(), defect).live();

            CheckResult result = world.history.check();

            Set<String> expected = BalancingJudge.kinds(world);
            Set<String> told = new TreeSet<>();
            result.anomalies().forEach(a -> told.add(a.kind()));
            assertThat(told).as("round %s, %s", round, defect).isEqualTo(expected);
            told.forEach(kind -> seen.merge(kind, 1, Integer::sum));
            valid += result.verdict() == Verdict.VALID ? 1 : 0;
            if (defect == Defect.NONE) {
                assertThat(result.verdict())
                        .as("round %s: %s", round, result.anomalies())
                        .isEqualTo(Verdict.VALID);
                right++;
            }
        }
        assertThat(right).as("so many are right by construction").isGreaterThan(ROUNDS / 10);
        assertThat(valid).as("so many are valid").isBetween(ROUNDS / 4, ROUNDS * 3 / 4);
        assertThat(seen.keySet())
                .containsExactly(
                        "missing",
                        "never-existed",
                        "not-registered-again",
                        "outlived",
                        "routed-to-dead",
                        "stale-address",
                        "stale-list",
                        "vanished",
                        "wrong-backend");
        assertThat(seen.values()).as("%s", seen).allMatch(n -> n >= 10);
    }
}
