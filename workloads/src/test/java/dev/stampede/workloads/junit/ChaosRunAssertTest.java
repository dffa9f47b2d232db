package dev.stampede.workloads.junit;

import static dev.stampede.workloads.junit.Stampede.*;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.workloads.registry.LockScenario;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.run.RunResult;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.Variant;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosRunAssertTest {
    private static final Citation PROMISE = new Citation("one holder", "the recipe", "https://example.org");

    @KnownFinding(
            check = "mutual-exclusion",
            anomaly = "foreign-grant",
            cause = "takes the lock on the node of its previous session",
            url = "https://issues.apache.org/jira/browse/CURATOR-604")
    private static final class Declared {}

    @KnownFinding("CURATOR-604")
    private static final class DeclaredById {}

    @Test
    void is_valid_of_a_valid_run_passes() {
        assertThat(run(List.of(), CheckResult.of("audit", Coverage.of("members", 3), "", List.of())))
                .isValid();
    }

    @Test
    void is_valid_of_a_broken_promise_tells_why_and_how_to_run_it_again() {
        ChaosRun run = run(
                List.of(),
                CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", List.of(anomaly("overlap"))));
        assertThatThrownBy(() -> assertThat(run).isValid())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected the run to be VALID, but it is INVALID: two held it")
                .hasMessageContaining("violation mutual-exclusion/overlap: two held it")
                .hasMessageContaining("the leader was cut off")
                .hasMessageContaining("report: out/report.html")
                .hasMessageContaining("replay: stampede run lock --plan plan.json");
    }

    @Test
    void is_valid_of_an_inconclusive_run_fails_with_its_reason() {
        ChaosRun run = run(
                List.of(),
                CheckResult.inconclusive(
                        "requirements", Coverage.of("requirements", 1), "", "no partition took effect"));
        assertThatThrownBy(() -> assertThat(run).isValid())
                .hasMessageContaining("requirements is inconclusive: no partition took effect");
    }

    @Test
    void is_valid_of_a_declared_finding_passes_and_of_another_fails() {
        List<KnownFinding> known = List.of(Declared.class.getAnnotationsByType(KnownFinding.class));
        CheckResult declared =
                CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", List.of(anomaly("foreign-grant")));
        CheckResult other =
                CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", List.of(anomaly("overlap")));
        assertThat(run(known, declared)).isValid();
        assertThatThrownBy(() -> assertThat(run(known, other)).isValid()).isInstanceOf(AssertionError.class);
    }

    @Test
    void is_valid_of_a_finding_that_is_declared_by_its_id_passes_only_where_the_catalogue_recognises_it() {
        List<KnownFinding> known = List.of(DeclaredById.class.getAnnotationsByType(KnownFinding.class));
        CheckResult recognised = CheckResult.of(
                "mutual-exclusion",
                Coverage.of("holds", 9),
                "",
                List.of(anomaly("foreign-grant", "lock/inter-process-mutex")));
        CheckResult ofAnotherRecipe = CheckResult.of(
                "mutual-exclusion", Coverage.of("holds", 9), "", List.of(anomaly("foreign-grant", "lock/naive")));
        assertThat(run(known, recognised)).isValid();
        assertThatThrownBy(() -> assertThat(run(known, ofAnotherRecipe)).isValid())
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void is_valid_of_a_declared_finding_beside_a_check_that_gave_up_fails() {
        List<KnownFinding> known = List.of(Declared.class.getAnnotationsByType(KnownFinding.class));
        CheckResult declared =
                CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", List.of(anomaly("foreign-grant")));
        CheckResult gaveUp = CheckResult.inconclusive("audit", Coverage.of("members", 0), "", "there was no audit");
        assertThatThrownBy(() -> assertThat(run(known, declared, gaveUp)).isValid())
                .hasMessageContaining("audit is inconclusive");
    }

    @Test
    void is_invalid_because_of_another_kind_fails() {
        ChaosRun run = run(
                List.of(),
                CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", List.of(anomaly("overlap"))));
        assertThat(run).isInvalidBecauseOf("mutual-exclusion", "overlap");
        assertThatThrownBy(() -> assertThat(run).isInvalidBecauseOf("mutual-exclusion", "stale-write"))
                .hasMessageContaining("expected the run to be INVALID because of mutual-exclusion/stale-write");
    }

    private static ChaosRun expecting(String kind, History history, CheckResult result) {
        ChaosRun run = run(List.of(), result);
        Variant variant =
                run.result().config().variant().expecting(List.of(new ExpectedAnomaly("mutual-exclusion", kind)));
        return new ChaosRun(
                new RunResult(
                        RunConfig.of(variant),
                        run.result().verdict(),
                        history,
                        run.result().folder(),
                        run.result().report()),
                List.of());
    }

    @Test
    void is_invalid_as_expected_of_the_anomaly_that_the_mutant_must_show_passes_and_of_another_fails() {
        CheckResult overlap =
                CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", List.of(anomaly("overlap")));
        History history = run(List.of()).result().history();
        assertThat(expecting("overlap", history, overlap)).isInvalidAsExpected();
        assertThatThrownBy(() ->
                        assertThat(expecting("stale-write", history, overlap)).isInvalidAsExpected())
                .hasMessageContaining(
                        "expected the run to be INVALID because of mutual-exclusion/stale-write, but it is")
                .hasMessageContaining("violation mutual-exclusion/overlap: two held it");
    }

    @Test
    void is_invalid_as_expected_of_an_early_end_that_the_whole_history_does_not_confirm_says_so() {
        History early = History.builder(run(List.of()).result().history().header())
                .add(new Event.EndedEarly("mutual-exclusion", "overlap", 7))
                .build();
        assertThatThrownBy(() -> assertThat(expecting(
                                "overlap",
                                early,
                                CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", List.of())))
                        .isInvalidAsExpected())
                .hasMessageContaining("the run ended early because mutual-exclusion/overlap was certain,"
                        + " but the checks of the whole history do not find it: one of the two is wrong");
    }

    @Test
    void is_invalid_as_expected_of_a_variant_that_is_no_mutant_fails() {
        ChaosRun run = run(
                List.of(),
                CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", List.of(anomaly("overlap"))));
        assertThatThrownBy(() -> assertThat(run).isInvalidAsExpected())
                .hasMessageContaining("an expected anomaly (its variant names none)");
    }

    private static Anomaly anomaly(String kind) {
        return anomaly(kind, "lock/naive");
    }

    private static Anomaly anomaly(String kind, String recipe) {
        return new Anomaly(
                "mutual-exclusion",
                kind,
                "two held it",
                List.of("the leader was cut off"),
                Blame.RECIPE,
                List.of(),
                List.of(),
                0,
                1,
                PROMISE,
                null,
                new Anomaly.Signature("mutual-exclusion", kind, List.of(), recipe));
    }

    private static ChaosRun run(List<KnownFinding> known, CheckResult... results) {
        RunHeader header = new RunHeader(
                "r",
                "lock",
                "naive",
                1,
                "2026-11-23T00:00:00Z",
                "none",
                List.of(),
                null,
                List.of(),
                null,
                List.of(),
                "stampede run lock --plan plan.json",
                "stampede check history.jsonl.gz",
                Map.of());
        Verdict verdict =
                Verdict.worst(Arrays.stream(results).map(CheckResult::verdict).toList());
        String headline = Arrays.stream(results)
                .flatMap(r -> r.violations().stream())
                .map(Anomaly::headline)
                .findFirst()
                .orElse("as it is");
        return new ChaosRun(
                new RunResult(
                        RunConfig.of(LockScenario.mutex()),
                        new RunVerdict(verdict, headline, List.of(results), null),
                        History.builder(header).build(),
                        Path.of("out"),
                        Path.of("out/report.html")),
                known);
    }
}
