package dev.stampede.checker.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.simulation.SimulatedRun;
import dev.stampede.checker.simulation.SimulatedScenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks whose time is over before they begin: none may claim that a promise was kept. */
class ExhaustedBudgetTest {
    private static final Duration NO_TIME = Duration.ofNanos(1);
    private static final long BYTES = 1 << 20;

    private static History history(SimulatedScenario scenario) {
        return new SimulatedRun(scenario, 5, 2_000, 6, Duration.ofMillis(300), 1).history();
    }

    @ParameterizedTest
    @EnumSource(SimulatedScenario.class)
    void check_without_time_gives_up_and_says_so(SimulatedScenario scenario) {
        History history = history(scenario);
        List<Check> checks =
                Checks.ofRun(scenario.checks().stream().map(Checks::of).toList());

        RunVerdict verdict = CheckRunner.judge(history, checks, NO_TIME, BYTES);

        for (CheckResult result : verdict.checks()) {
            assertThat(result.verdict()).as(result.check()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(result.reason()).as(result.check()).containsPattern("gave up after|ran out of time");
        }
    }

    /** The budget ends at some moment of each check, after a part of its evidence was read. */
    @ParameterizedTest
    @EnumSource(SimulatedScenario.class)
    void check_whose_time_ends_at_any_moment_gives_up_or_has_its_verdict(SimulatedScenario scenario) {
        History history = history(scenario);
        List<Check> checks =
                Checks.ofRun(scenario.checks().stream().map(Checks::of).toList());
        List<CheckResult> whole = CheckRunner.judge(history, checks, Duration.ofSeconds(60), 1 << 26)
                .checks();

        for (int micros = 1; micros < 30_000; micros *= 3) {
            for (int i = 0; i < checks.size(); i++) {
                Duration time = Duration.ofNanos(1_000L * micros);
                CheckResult result = CheckRunner.judge(history, checks.subList(i, i + 1), time, BYTES)
                        .checks()
                        .get(0);
                assertThat(result.verdict())
                        .as("%s after %d µs: %s", result.check(), micros, result.reason())
                        .isIn(whole.get(i).verdict(), Verdict.INCONCLUSIVE);
            }
        }
    }
}
