package dev.stampede.checker.check;

import static dev.stampede.checker.check.Histories.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CheckRunnerTest {
    private static final History ENDED = Histories.of(new Event.RunEnded(null, seconds(1)));
    private static final History FAILED = Histories.of(
            new Event.RunEnded("the harness failed: member 2 did not start\n  its last lines: ...", seconds(1)));

    private record Fixed(String name, Function<String, CheckResult> answer) implements Check {
        @Override
        public CheckSpec spec() {
            return new CheckSpec(name, Map.of());
        }

        @Override
        public CheckResult check(History history, CheckBudget budget) {
            return answer.apply(name);
        }
    }

    private static Check passes() {
        return new Fixed("passes", name -> CheckResult.of(name, Coverage.of("holds", 2), "", List.of()));
    }

    private static Check fails(String headline) {
        return new Fixed("fails", name -> {
            AnomalyCollector findings = new AnomalyCollector(name, ENDED);
            findings.add("kind", headline, Blame.RECIPE, AnomalyCollector.Extent.at(0), ZooKeeperCitations.RELIABILITY);
            return findings.result(Coverage.of("holds", 2), "all");
        });
    }

    private static Check gaveUp() {
        return new Fixed(
                "gave-up", name -> CheckResult.inconclusive(name, Coverage.of("holds", 1), "", "ran out of time"));
    }

    private static RunVerdict judge(History history, Check... checks) {
        return CheckRunner.judge(history, List.of(checks), Duration.ofSeconds(10), 1 << 20);
    }

    @Test
    void verdict_is_the_most_severe_of_the_checks() {
        assertThat(judge(ENDED, passes(), passes()).verdict()).isEqualTo(Verdict.VALID);
        assertThat(judge(ENDED, passes(), gaveUp()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(ENDED, gaveUp(), fails("two held it"), passes()).verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void headline_is_the_reason_of_the_verdict() {
        assertThat(judge(ENDED, passes(), passes()).headline()).isEqualTo("2 checks passed");
        assertThat(judge(ENDED, gaveUp()).headline()).isEqualTo("gave-up: ran out of time");
        assertThat(judge(ENDED, gaveUp(), fails("two held it")).headline()).isEqualTo("two held it");
    }

    @Test
    void check_that_throws_is_inconclusive_and_the_others_continue() {
        Check throwing = new Fixed("throws", name -> {
            throw new IllegalStateException("no such znode");
        });
        RunVerdict verdict = judge(ENDED, throwing, passes());
        assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.headline())
                .startsWith("throws: the check threw java.lang.IllegalStateException: no such znode at ");
        assertThat(verdict.checks()).extracting(CheckResult::check).containsExactly("throws", "passes");
        assertThat(verdict.checks().get(1).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_that_runs_out_of_memory_or_stack_is_inconclusive() {
        Check greedy = new Fixed("greedy", name -> {
            throw new OutOfMemoryError("Java heap space");
        });
        Check deep = new Fixed("deep", name -> {
            throw new StackOverflowError();
        });
        assertThat(judge(ENDED, greedy).headline()).isEqualTo("greedy: the check ran out of memory");
        assertThat(judge(ENDED, deep).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void harness_failure_is_inconclusive_and_the_headline() {
        RunVerdict verdict = judge(FAILED, passes(), gaveUp());
        assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.headline()).isEqualTo("the harness failed: member 2 did not start");
        assertThat(verdict.failure()).contains("its last lines");
    }

    @Test
    void violation_before_a_harness_failure_stays_a_violation() {
        assertThat(judge(FAILED, fails("two held it")).headline()).isEqualTo("two held it");
    }

    @Test
    void history_without_an_end_is_a_failure_of_the_harness() {
        assertThat(judge(Histories.of(), passes()).failure()).isEqualTo("the history ends before the run did");
    }

    @Test
    void run_without_any_check_is_inconclusive() {
        assertThat(judge(ENDED).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(ENDED).headline()).isEqualTo("no check was done");
    }

    @Test
    void check_that_judged_nothing_is_inconclusive_and_says_why() {
        Check nothing = new Fixed(
                "blind",
                name -> CheckResult.of(
                        name, Coverage.of("heals", 0).notJudged("overlapped with another fault", 7), "", List.of()));
        Check empty = new Fixed("empty", name -> CheckResult.of(name, Coverage.of("heals", 0), "", List.of()));

        RunVerdict verdict = judge(ENDED, nothing, empty);

        assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.checks())
                .extracting(CheckResult::reason)
                .containsExactly(
                        "nothing was judged: 0 of 7 heals judged; 7 not judged: overlapped with another fault",
                        "nothing was judged: the history contains no heals to judge");
    }

    @Test
    void check_that_is_informational_or_invalid_keeps_its_verdict_without_coverage() {
        Check measures = new Check() {
            @Override
            public String name() {
                return "measures";
            }

            @Override
            public CheckSpec spec() {
                return new CheckSpec(name(), Map.of());
            }

            @Override
            public boolean informational(History history) {
                return true;
            }

            @Override
            public CheckResult check(History history, CheckBudget budget) {
                return CheckResult.of(name(), Coverage.of("grants", 0), "9 grants", List.of());
            }
        };

        RunVerdict verdict = judge(ENDED, measures, passes(), passes());
        assertThat(verdict.verdict()).isEqualTo(Verdict.VALID);
        assertThat(verdict.headline()).isEqualTo("2 checks passed, 1 check only measured");
        assertThat(verdict.checks()).extracting(CheckResult::informational).containsExactly(true, false, false);
        assertThat(verdict.checks().get(0).verdictText()).isEqualTo("informational");
        assertThat(verdict.checks().get(0).evidence()).isEqualTo("9 grants");
        assertThat(judge(ENDED, measures).headline()).isEqualTo("no check judged anything");
        assertThat(judge(ENDED, measures, fails("two held it"), passes()).verdict())
                .isEqualTo(Verdict.INVALID);
    }
}
