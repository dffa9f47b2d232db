package dev.stampede.checker.checks.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.checks.membership.MembershipWorld.Defect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random small histories of a group: compares the check with a judge that examines every step. */
class MembershipBruteForceTest {
    private static final int ROUNDS = 1_200;

    @Test
    void kinds_on_random_histories_agree_with_a_step_by_step_judgement() {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Integer> seen = new TreeMap<>();
        List<Defect> defects = List.of(Defect.values());
        int valid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Defect defect = defects.get(round % defects.size());
            MembershipWorld world = new MembershipWorld(random.split(), defect).live();

            CheckResult result = world.history.check();

            Set<String> found = new TreeSet<>();
            result.anomalies().forEach(a -> found.add(a.kind()));
            assertThat(found).as("round %s, %s", round, defect).isEqualTo(MembershipJudge.kinds(world));
            found.forEach(kind -> seen.merge(kind, 1, Integer::sum));
            valid += result.verdict() == Verdict.VALID ? 1 : 0;
            if (defect == Defect.NONE) {
                assertThat(result.verdict())
                        .as("round %s: %s", round, result.anomalies())
                        .isNotEqualTo(Verdict.INVALID);
            }
        }
        assertThat(valid).as("valid histories").isBetween(ROUNDS / 4, ROUNDS * 3 / 4);
        assertThat(seen.keySet())
                .containsExactly(
                        "absent", "data-lost", "ghost", "missing", "outlived", "stale-data", "unknown-data");
        assertThat(seen.values()).as("%s", seen).allMatch(n -> n >= 10);
    }
}
