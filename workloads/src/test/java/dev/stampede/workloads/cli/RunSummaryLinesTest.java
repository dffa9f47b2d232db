package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.checker.registry.Checks;
import dev.stampede.workloads.registry.LockScenario;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.run.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The end of a run on the console: what matters, in at most ten lines. */
class RunSummaryLinesTest {

    private static List<String> lines(String headline, CheckResult... results) {
        return RunSummaryLines.of(RunResults.of(headline, results), TerminalStyle.plain(), Optional.empty());
    }

    @Test
    void valid_run_is_four_lines_and_counts_its_checks_and_caveats() {
        assertThat(lines(
                        "every check was done",
                        CheckResult.of("audit", Coverage.of("members", 3), "", List.of()),
                        CheckResult.of(
                                "mutual-exclusion",
                                Coverage.of("holds", 9),
                                "",
                                List.of(RunResults.caveat("mutual-exclusion", "belief-overlap")))))
                .containsExactly(
                        "VALID: every check was done",
                        "replay: stampede replay out",
                        "  checks: 2 VALID; caveats: mutual-exclusion/belief-overlap (1);"
                                + " faults that took effect: 0 of 0; operations: 0",
                        "report: out/report.html");
    }

    @Test
    void invalid_run_names_each_kind_of_violation_once_and_each_check_that_could_not_decide() {
        assertThat(lines(
                        "two clients\nheld it",
                        CheckResult.of(
                                "mutual-exclusion",
                                Coverage.of("holds", 9),
                                "",
                                List.of(
                                        RunResults.violation("mutual-exclusion", "overlap"),
                                        RunResults.violation("mutual-exclusion", "overlap"))),
                        CheckResult.inconclusive(
                                "requirements", Coverage.of("requirements", 1), "", "no partition\ntook effect")))
                .startsWith(
                        "INVALID: two clients held it",
                        "  violation mutual-exclusion/overlap (2 times): two held it; layer at fault: the recipe or the client library",
                        "  inconclusive requirements: no partition took effect",
                        "  no fault was in effect",
                        "replay: stampede replay out",
                        "  checks: 1 INVALID, 1 INCONCLUSIVE; faults that took effect: 0 of 0; operations: 0");
    }

    @Test
    void check_that_could_not_judge_everything_says_what_and_why_as_on_the_page_in_a_valid_run_only() {
        CheckResult partial = CheckResult.of(
                "recovery", Coverage.of("heals", 4).notJudged("overlapped with another fault", 7), "", List.of());

        assertThat(lines("every check was done", partial))
                .contains("  recovery: 4 of 11 heals judged; 7 not judged: overlapped with another fault");
        CheckResult broken = CheckResult.of(
                "mutual-exclusion",
                Coverage.of("holds", 9),
                "",
                List.of(RunResults.violation("mutual-exclusion", "overlap")));
        assertThat(lines("two held it", partial, broken)).noneMatch(line -> line.contains("not judged"));
    }

    @Test
    void run_with_many_violations_has_ten_lines_and_says_how_many_are_left_out() {
        List<String> lines = lines(
                "much is wrong",
                CheckResult.of(
                        "mutual-exclusion",
                        Coverage.of("holds", 9),
                        "",
                        IntStream.range(0, 12)
                                .mapToObj(i -> RunResults.violation("mutual-exclusion", "kind-" + i))
                                .toList()));

        assertThat(lines).hasSize(10).contains("  and 8 more in the report").endsWith("report: out/report.html");
    }

    @Test
    void lines_have_the_order_of_the_page_and_name_the_layer_before_the_known_finding() throws IOException {
        History history = HistoryReader.read(
                Path.of("..", "checker", "src", "test", "resources", "golden", "lock-foreign-grant.jsonl.gz"));
        List<Check> checks = history.header().checks().stream().map(Checks::of).toList();
        RunVerdict verdict = CheckRunner.judge(history, Checks.ofRun(checks), Duration.ofSeconds(30), 1 << 26);
        RunResult result = new RunResult(
                RunConfig.of(LockScenario.mutex()), verdict, history, Path.of("out"), Path.of("out/report.html"));

        List<String> lines = RunSummaryLines.of(result, TerminalStyle.plain(), Optional.empty());

        assertThat(lines).hasSizeLessThanOrEqualTo(10);
        assertThat(lines.get(0)).startsWith("INVALID: client 1 was granted /locks/a/0 with a znode of another session");
        assertThat(lines.get(1))
                .startsWith("  layer at fault: the recipe or the client library; this is CURATOR-604, ");
        List<String> last = lines.subList(lines.size() - 4, lines.size());
        assertThat(last.get(0)).startsWith("  fault ");
        assertThat(last.get(1)).startsWith("replay: ");
        assertThat(last.get(2)).startsWith("  checks: ");
        assertThat(last.get(3)).startsWith("report: ");
    }

    @Test
    void known_finding_and_the_note_of_a_baseline_stand_within_the_ten_lines() {
        RunResult known = RunResults.of(
                "granted on the znode of another session",
                CheckResult.of(
                        "mutual-exclusion",
                        Coverage.of("holds", 9),
                        "",
                        IntStream.range(0, 12)
                                .mapToObj(i -> RunResults.violation(
                                        "mutual-exclusion", i == 0 ? "foreign-grant" : "kind-" + i))
                                .toList()));

        List<String> lines = RunSummaryLines.of(known, TerminalStyle.plain(), Optional.of("baseline: not covered"));

        assertThat(lines).hasSizeLessThanOrEqualTo(10).contains("  baseline: not covered");
    }
}
