package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.registry.OutOfTime.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.checks.watches.WatchWorld.Defect;
import dev.stampede.checker.fuzz.Rounds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random small histories of watches: compares the check with a judge that examines every fact and every moment. */
class WatchesBruteForceTest {
    private static final int ROUNDS = 1_400;

    @Test
    void kinds_on_random_histories_agree_with_a_step_by_step_judgement() {
        SplittableRandom random = new SplittableRandom(15);
        Map<String, Integer> seen = new TreeMap<>();
        List<Defect> defects = List.of(Defect.values());
        int rounds = Rounds.of(ROUNDS);
        int valid = 0;
        for (int round = 0; round < rounds; round++) {
            Defect defect = defects.get(round % defects.size());
            WatchWorld world = new WatchWorld(random.split(), defect).live();

            CheckResult result = world.history.watches();

            Set<String> found = new TreeSet<>();
            result.anomalies().forEach(a -> found.add(a.kind()));
            assertThat(found)
                    .as("round %s, %s: %s", round, defect, result.anomalies())
                    .isEqualTo(WatchJudge.kinds(world));
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
                        "data-before-event",
                        "event-before-watch",
                        "event-missing",
                        "event-order",
                        "event-skipped",
                        "event-without-change",
                        "false-event",
                        "fired-twice",
                        "wrong-event");
        assertThat(seen.values()).as("%s", seen).allMatch(n -> n >= 10);
    }

    @Test
    void check_without_time_gives_up() {
        WatchWorld world = new WatchWorld(new SplittableRandom(1), Defect.NONE).live();

        assertGivesUp(world.history.history(), WatchesCheck.NAME);
    }
}
