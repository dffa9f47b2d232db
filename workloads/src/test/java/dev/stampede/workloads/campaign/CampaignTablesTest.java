package dev.stampede.workloads.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables of campaigns. */
class CampaignTablesTest {
    @Test
    void mutants_are_told_with_their_median_and_in_how_many_runs_they_were_caught() {
        String table = CampaignTables.mutants(List.of(
                JobResults.caught("careless", 1, "mutual-exclusion/foreign-delete", "kill:leader", 9.0),
                JobResults.caught("careless", 2, "mutual-exclusion/foreign-delete", "kill:leader", 2.0),
                JobResults.caught("careless", 3, "mutual-exclusion/foreign-delete", "kill:random", 3.5),
                JobResults.caught("harmless", 1, null, null, null)));

        assertThat(table.lines())
                .containsExactly(
                        "| scenario | mutant   | caught by                       | under       | after (median) | caught / n | also by              |",
                        "| -------- | -------- | ------------------------------- | ----------- | -------------- | ---------- | -------------------- |",
                        "| lock     | careless | mutual-exclusion/foreign-delete | kill:leader | 3.5 s          | 3 / 3      | recovery/no-progress |",
                        "| lock     | harmless | –                               | –           | –              | 0 / 1      | –                    |");
    }

    @Test
    void forms_are_counted_by_verdict_and_findings_named_with_plan_and_history() {
        String table = CampaignTables.forms(List.of(
                JobResults.form("naive", 1, "VALID", List.of(), List.of("mutual-exclusion/belief-overlap")),
                JobResults.form("naive", 2, "VALID", List.of(), List.of("mutual-exclusion/belief-overlap")),
                JobResults.form("naive", 3, "INVALID", List.of("mutual-exclusion/foreign-grant"), List.of()),
                JobResults.form("fair-queue", 1, "INCONCLUSIVE", List.of(), List.of())));

        assertThat(table.lines())
                .contains(
                        "| lock     | naive      | kill,pause | 3 | 2     | 1       | 0              | 0            | 0      | mutual-exclusion/belief-overlap (2) |",
                        "- lock/naive seed 3 under kill,pause: INVALID, mutual-exclusion/foreign-grant",
                        "  plan: /runs/naive3/plan.json",
                        "  history: /runs/naive3/history.jsonl.gz",
                        "- lock/fair-queue seed 1 under kill,pause: INCONCLUSIVE, requirements: nothing bit");
    }

    @Test
    void findings_in_published_recipes_are_told_from_new_ones() {
        String table = CampaignTables.forms(List.of(
                JobResults.form(
                        "inter-process-mutex", 1, "INVALID", List.of("mutual-exclusion/foreign-grant"), List.of()),
                JobResults.form(
                        "inter-process-mutex",
                        2,
                        "INVALID",
                        List.of("mutual-exclusion/foreign-grant", "mutual-exclusion/server-overlap"),
                        List.of())));

        assertThat(table.lines())
                .contains(
                        "| lock     | inter-process-mutex | kill,pause | 2 | 0     | 2       | 1              | 0            | 0      | –       |",
                        "- known finding: " + PublishedFinding.DYING_NODE.cause() + " (" + PublishedFinding.CURATOR_604
                                + ")",
                        "- lock/inter-process-mutex seed 1 under kill,pause: INVALID, mutual-exclusion/foreign-grant (known)",
                        "- lock/inter-process-mutex seed 2 under kill,pause: INVALID, mutual-exclusion/foreign-grant,"
                                + " mutual-exclusion/server-overlap");
    }

    @Test
    void tables_of_nothing_have_their_heads() {
        assertThat(CampaignTables.mutants(List.of()).lines()).hasSize(2);
        assertThat(CampaignTables.forms(List.of()).lines()).hasSize(2);
    }
}
