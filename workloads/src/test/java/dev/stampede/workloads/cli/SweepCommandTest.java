package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.workloads.sweep.CaseResult;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.LossWay;
import dev.stampede.workloads.sweep.Sweep;
import dev.stampede.workloads.sweep.SweepCase;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {

    @Test
    void recipe_selects_its_operations_and_no_operation_of_a_recipe_with_a_longer_name() {
        assertThat(SweepCommand.selected(List.of("LeaderLatch", "InterProcessMutex.acquire")))
                .containsOnlyKeys("LeaderLatch.start", "LeaderLatch.close", "InterProcessMutex.acquire");
    }

    @Test
    void unknown_recipe_is_bad_usage_and_names_a_similar_one() {
        assertThatThrownBy(() -> SweepCommand.selected(List.of("InterProcesMutex.acquire")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("InterProcessMutex.acquire");
    }

    @Test
    void bad_case_is_invalid_also_beside_caveats() {
        assertThat(SweepCommand.exitCode(complete(CellOutcome.CAVEAT, CellOutcome.LOST)))
                .isEqualTo(ExitCode.INVALID);
        assertThat(SweepCommand.exitCode(complete(CellOutcome.CAVEAT, CellOutcome.CORRECT)))
                .isEqualTo(ExitCode.VALID);
    }

    @Test
    void failure_of_the_harness_is_worse_than_a_bad_case() {
        assertThat(SweepCommand.exitCode(complete(CellOutcome.HARNESS_FAILED, CellOutcome.LOST)))
                .isEqualTo(ExitCode.HARNESS_ERROR);
    }

    @Test
    void more_than_two_percent_that_did_not_fire_are_inconclusive() {
        List<CellOutcome> correct = Collections.nCopies(99, CellOutcome.CORRECT);
        assertThat(SweepCommand.exitCode(complete(Stream.concat(correct.stream(), Stream.of(CellOutcome.NOT_FIRED))
                        .toArray(CellOutcome[]::new))))
                .isEqualTo(ExitCode.VALID);
        assertThat(SweepCommand.exitCode(complete(CellOutcome.CORRECT, CellOutcome.NOT_FIRED)))
                .isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void missing_cases_are_inconclusive() {
        assertThat(SweepCommand.exitCode(new Sweep.Result(List.of(result(CellOutcome.CORRECT)), 2, 1, 1, false)))
                .isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void print_only_of_an_empty_folder_prints_no_cases_and_is_inconclusive(@TempDir Path out) {
        CommandResult ended = CommandResult.of("sweep", "--print-only", "--out", out.toString());

        assertThat(ended.code()).isEqualTo(ExitCode.INCONCLUSIVE.number());
        assertThat(out.resolve("sweep.html")).exists();
    }

    @Test
    void replay_of_a_missing_case_file_and_wrong_options_are_bad_usage(@TempDir Path folder) {
        assertThat(CommandResult.of("sweep", "--replay", folder.toString()).err())
                .contains("expected a case file");
        assertThat(CommandResult.of("sweep", "--ways", "W8").err()).contains("expected ways such as W1,W3,W7");
        assertThat(CommandResult.of("sweep", "--parents", "with").err())
                .contains("expected --parents cold, warm or both, found with");
        assertThat(CommandResult.of("sweep", "--at-once", "0").code()).isEqualTo(ExitCode.BAD_USAGE.number());
    }

    private static Sweep.Result complete(CellOutcome... outcomes) {
        List<CaseResult> results =
                Stream.of(outcomes).map(SweepCommandTest::result).toList();
        return new Sweep.Result(results, results.size(), results.size(), 1, true);
    }

    private static CaseResult result(CellOutcome outcome) {
        return new CaseResult(
                new SweepCase("Queue.take", true, false, LossWay.W1, 1),
                outcome,
                List.of(),
                "",
                List.of(),
                List.of(),
                1,
                0,
                0);
    }
}
