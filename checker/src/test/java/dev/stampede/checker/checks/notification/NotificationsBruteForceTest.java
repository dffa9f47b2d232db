package dev.stampede.checker.checks.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.checks.notification.NotificationWorld.Defect;
import dev.stampede.checker.fuzz.Rounds;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random small histories of a job: compares the check with a judge that examines every step. */
class NotificationsBruteForceTest {
    private static final int ROUNDS = Rounds.of(1_000);

    @Test
    void kinds_on_random_histories_agree_with_a_step_by_step_judgement() {
        SplittableRandom random = new SplittableRandom(51);
        Map<String, Integer> seen = new TreeMap<>();
        List<Defect> defects = List.of(Defect.values());
        int valid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Defect defect = defects.get(round % defects.size());
            NotificationWorld world = new NotificationWorld(random.split(), defect);

            CheckResult result = world.history.check();

            Map<String, Integer> found = new TreeMap<>();
            result.counts()
                    .forEach((group, n) ->
                            found.merge(group.kind() + (group.caveat() ? ", a caveat" : ""), n, Integer::sum));
            assertThat(found)
                    .as("round %s, %s: %s", round, defect, result.anomalies())
                    .isEqualTo(NotificationJudge.kinds(world));
            found.keySet().forEach(kind -> seen.merge(kind, 1, Integer::sum));
            valid += result.verdict() == Verdict.VALID ? 1 : 0;
        }
        assertThat(valid).as("valid histories").isBetween(ROUNDS / 5, ROUNDS * 4 / 5);
        assertThat(seen.keySet())
                .containsExactly(
                        "answered-twice",
                        "missed-status",
                        "missed-task",
                        "received-twice",
                        "status-went-back",
                        "status-went-back, a caveat",
                        "unanswered",
                        "unknown-status",
                        "unknown-task");
        assertThat(seen.values()).as("%s", seen).allMatch(n -> n >= ROUNDS / 200);
    }
}
