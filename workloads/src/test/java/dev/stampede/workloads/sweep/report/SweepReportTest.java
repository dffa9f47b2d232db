package dev.stampede.workloads.sweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.sweep.CaseResult;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.LossWay;
import dev.stampede.workloads.sweep.Shortfall;
import dev.stampede.workloads.sweep.Sweep;
import dev.stampede.workloads.sweep.SweepCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepReportTest {
    private static final Sweep.Result RESULT = new Sweep.Result(
            List.of(
                    counted("Queue.take", "getChildren /q", "delete /q/1"),
                    result("Queue.take", LossWay.W1, 1, "getChildren", CellOutcome.CORRECT),
                    result("Queue.take", LossWay.W1, 2, "delete", CellOutcome.LOST),
                    result("Queue.take", LossWay.W3, 2, "delete", CellOutcome.LOST),
                    result("Queue.poll", LossWay.W1, 2, "delete", CellOutcome.LOST),
                    result("Queue.poll", LossWay.W1, 1, "getChildren", CellOutcome.NOT_FIRED),
                    result("Queue.offer", LossWay.W1, 1, "create", CellOutcome.APPLIED_TWICE)),
            7,
            7,
            2.0,
            true);

    @Test
    void bad_cases_of_one_recipe_type_and_outcome_are_one_group_and_the_largest_is_first() {
        List<CauseGroup> groups = CauseGroup.of(RESULT.results(), SweepReportTest::noFinding);

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).recipe()).isEqualTo("Queue");
        assertThat(groups.get(0).methods()).isEqualTo("poll, take");
        assertThat(groups.get(0).ways()).isEqualTo("W1, W3");
        assertThat(groups.get(0).agreement()).isEqualTo("6 of 9");
        assertThat(groups.get(1).outcome()).isEqualTo(CellOutcome.APPLIED_TWICE);
    }

    @Test
    void known_finding_is_part_of_the_group() {
        List<CauseGroup> groups = CauseGroup.of(
                RESULT.results(), (operation, outcome) -> operation.equals("Queue.poll") ? "STAMPEDE-F5" : "");

        assertThat(groups).extracting(CauseGroup::finding).containsExactly("", "STAMPEDE-F5", "");
    }

    @Test
    void summary_counts_outcomes_and_the_share_that_did_not_fire() {
        assertThat(SweepReport.summary(RESULT))
                .isEqualTo("6 cases: 1 correct, 1 did not fire, 1 applied twice, 3 lost; 16.7 % did not fire;"
                        + " 7 executed in 2 s (3.5 cases/s)");
    }

    @Test
    void matrix_has_a_row_for_each_request_and_a_column_for_each_way() {
        assertThat(SweepReport.table(RESULT).lines().toList())
                .hasSize(7)
                .element(0)
                .asString()
                .matches("\\| operation +\\| parents +\\| request +\\| W1 +\\| W3 +\\|");
        assertThat(SweepReport.table(RESULT))
                .containsPattern("\\| Queue.take +\\| warm +\\| 2 delete +\\| lost +\\| lost +\\|");
    }

    @Test
    void operation_that_fails_undisturbed_is_named() {
        CaseResult failed = new CaseResult(
                new SweepCase("Queue.peek", true, false, LossWay.W1, 0),
                CellOutcome.STUCK,
                List.of(),
                "",
                List.of(),
                List.of(new Shortfall(CellOutcome.STUCK, "promise", "nothing returned")),
                1,
                0,
                0);

        assertThat(SweepReport.markdown(new Sweep.Result(List.of(failed), 1, 1, 1, true), SweepReportTest::noFinding))
                .contains("not swept", "Queue.peek-warm-count: stuck: nothing returned");
    }

    @Test
    void files_are_written_and_the_page_escapes_texts(@TempDir Path folder) throws IOException {
        SweepReport.write(folder, RESULT, SweepReportTest::noFinding);

        assertThat(Files.readString(folder.resolve("sweep.html")))
                .contains("&lt;item&gt;", "cases/Queue.take-warm-W1-2/log.txt")
                .doesNotContain("<item>");
        assertThat(Files.readString(folder.resolve("sweep.md"))).contains("| Queue", "2 delete");
        assertThat(Files.readString(folder.resolve("sweep.json"))).contains("\"outcome\" : \"LOST\"");
    }

    private static String noFinding(String operation, String outcome) {
        return "";
    }

    private static CaseResult counted(String operation, String... requests) {
        return new CaseResult(
                new SweepCase(operation, true, false, LossWay.W1, 0),
                CellOutcome.CORRECT,
                List.of(requests),
                "",
                List.of(),
                List.of(),
                1,
                0,
                0);
    }

    private static CaseResult result(String operation, LossWay way, int request, String type, CellOutcome outcome) {
        return new CaseResult(
                new SweepCase(operation, true, false, way, request),
                outcome,
                List.of(),
                type,
                List.of(),
                outcome.bad() ? List.of(new Shortfall(outcome, "promise", "the <item> is wrong")) : List.of(),
                1,
                outcome.bad() ? 2 : 0,
                outcome.bad() ? 3 : 0);
    }
}
