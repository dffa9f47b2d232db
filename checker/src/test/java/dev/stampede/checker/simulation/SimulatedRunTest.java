package dev.stampede.checker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.checks.run.RequirementsCheck;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.registry.Checks;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedRunTest {
    private static final long SEED = Long.getLong("stampede.seed", 1);

    private static SimulatedRun run(SimulatedScenario scenario) {
        return new SimulatedRun(scenario, 5, 2_000, 6, Duration.ofMillis(300), SEED);
    }

    private static String violations(CheckResult result) {
        return result.violations().stream()
                .map(a -> a.kind() + ": " + a.headline() + "\n  " + String.join("\n  ", a.because()))
                .collect(Collectors.joining("\n"));
    }

    /** The run is too short for every requirement: not every family of faults acts. */
    @ParameterizedTest
    @EnumSource(SimulatedScenario.class)
    void run_under_faults_passes_every_check_of_its_scenario(SimulatedScenario scenario) {
        History history = run(scenario).history();
        List<Check> checks = Checks.ofRun(scenario.checks().stream()
                .filter(spec -> !spec.check().equals(RequirementsCheck.NAME))
                .map(Checks::of)
                .toList());

        RunVerdict verdict = CheckRunner.judge(history, checks, Duration.ofSeconds(60), 1L << 26);

        for (CheckResult result : verdict.checks()) {
            assertThat(result.verdict())
                    .as("%s with seed %d: %s%n%s", result.check(), SEED, result.reason(), violations(result))
                    .isEqualTo(Verdict.VALID);
        }
    }

    @ParameterizedTest
    @EnumSource(SimulatedScenario.class)
    void run_has_what_makes_judging_hard(SimulatedScenario scenario) {
        History history = run(scenario).history();

        assertThat(history.faults()).hasSizeGreaterThan(1).allMatch(w -> w.healedEvidence() != null);
        if (scenario != SimulatedScenario.LOAD_BALANCING) { // whose clients send few requests
            assertThat(history.attempts().stream().map(Attempt::code)).contains(ResultCode.CONNECTIONLOSS);
        }
        assertThat(history.events(Event.SessionChanged.class).map(Event.SessionChanged::state))
                .contains(Event.SessionState.RECONNECTED);
        assertThat(history.events(Event.ZnodeObserved.class)).isNotEmpty();
        assertThat(history.events(Event.MemberAudited.class)).hasSize(6);
    }

    @Test
    void same_seed_gives_the_same_history() {
        SimulatedRun run = run(SimulatedScenario.LOCK);

        assertThat(run.history().attempts()).isEqualTo(run.history().attempts());
    }
}
