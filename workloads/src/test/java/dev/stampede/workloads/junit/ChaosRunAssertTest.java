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
import dev.stampede.checker.findings.Baseline;
import dev.stampede.checker.findings.BaselineUsage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.workloads.registry.LockScenario;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.run.RunResult;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosRunAssertTest {
    @TempDir
    private Path folder;

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
                .hasMessageContaining("\n  layer at fault: the recipe or the client library")
                .hasMessageContaining("\n  broken promise: \"one holder\" (the recipe)")
                .hasMessageContaining("\n    no fault was in effect")
                .hasMessageContaining("\n    the leader was cut off")
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
    void is_valid_of_violations_that_the_baseline_lists_passes_if_every_one_is_listed() throws IOException {
        CheckResult listed = CheckResult.of(
                "mutual-exclusion",
                Coverage.of("holds", 9),
                "",
                List.of(anomaly("overlap", "lock/inter-process-mutex")));
        CheckResult other = CheckResult.of(
                "leases", Coverage.of("holds", 9), "", List.of(anomaly("leak", "lock/inter-process-mutex")));
        CheckResult gaveUp = CheckResult.inconclusive("audit", Coverage.of("members", 0), "", "there was no audit");
        BaselineUsage usage = baseline(
                "mutual-exclusion/overlap in lock/inter-process-mutex",
                "mutual-exclusion/never in lock/inter-process-mutex");

        new ChaosRunAssert(run(List.of(), listed), Optional.of(usage)).isValid();
        assertThatThrownBy(() -> new ChaosRunAssert(run(List.of(), listed, other), Optional.of(usage)).isValid())
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> new ChaosRunAssert(run(List.of(), listed, gaveUp), Optional.of(usage)).isValid())
                .hasMessageContaining("audit is inconclusive");
        assertThatThrownBy(() -> new ChaosRunAssert(run(List.of(), listed), Optional.empty()).isValid())
                .isInstanceOf(AssertionError.class);
        Assertions.assertThat(usage.remarks())
                .singleElement()
                .asString()
                .endsWith(":3: mutual-exclusion/never in lock/inter-process-mutex did not occur in 3 runs");
    }

    @Test
    void is_valid_of_a_valid_run_counts_it_for_the_baseline() throws IOException {
        BaselineUsage usage = baseline("mutual-exclusion/overlap in lock/inter-process-mutex");

        new ChaosRunAssert(
                        run(List.of(), CheckResult.of("audit", Coverage.of("members", 3), "", List.of())),
                        Optional.of(usage))
                .isValid();

        Assertions.assertThat(usage.remarks()).singleElement().asString().endsWith("did not occur in 1 run");
    }

    private BaselineUsage baseline(String... entries) throws IOException {
        List<String> lines = new ArrayList<>(List.of("stampede-baseline 1"));
        lines.addAll(List.of(entries));
        return new BaselineUsage(Baseline.read(Files.write(folder.resolve("baseline.txt"), lines)));
    }

    @Test
    void message_of_the_worst_run_has_at_most_25_lines() {
        List<Anomaly> many =
                IntStream.range(0, 20).mapToObj(i -> anomaly("kind-" + i)).toList();
        CheckResult[] results = IntStream.range(0, 6)
                .mapToObj(i -> i == 0
                        ? CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", many)
                        : CheckResult.inconclusive("check-" + i, Coverage.of("members", 0), "", "a\nreason"))
                .toArray(CheckResult[]::new);

        assertThatThrownBy(() -> assertThat(run(List.of(), results)).isValid()).satisfies(e -> Assertions.assertThat(
                        e.getMessage().strip().lines().count())
                .isLessThanOrEqualTo(25));
        assertThatThrownBy(() -> assertThat(run(List.of(), results)).isInvalidAsExpected())
                .satisfies(e -> Assertions.assertThat(
                                e.getMessage().strip().lines().count())
                        .isLessThanOrEqualTo(25));
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
                .hasMessageContaining("but it is INVALID: two held it");
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
