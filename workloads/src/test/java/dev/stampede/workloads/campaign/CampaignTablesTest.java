package dev.stampede.workloads.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.findings.ViolationSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The tables of campaigns. */
class CampaignTablesTest {
    @Test
    void table_of_mutants_shows_the_median_time_and_the_number_of_runs_that_caught_each() {
        String table = CampaignTables.mutants(List.of(
                JobResults.caught("careless", 1, "mutual-exclusion/foreign-delete", "kill:leader", 9.0),
                JobResults.caught("careless", 2, "mutual-exclusion/foreign-delete", "kill:leader", 2.0),
                JobResults.caught("careless", 3, "mutual-exclusion/foreign-delete", "kill:random", 3.5),
                JobResults.caught("harmless", 1, null, null, null)));

        assertThat(table.lines())
                .containsExactly(
                        "| scenario | mutant   | caught by                       | under       | after (median) |"
                                + " caught / n | also by              |",
                        "| -------- | -------- | ------------------------------- | ----------- | -------------- |"
                                + " ---------- | -------------------- |",
                        "| lock     | careless | mutual-exclusion/foreign-delete | kill:leader | 3.5 s          | 3 /"
                                + " 3      | recovery/no-progress |",
                        "| lock     | harmless | –                               | –           | –              | 0 /"
                                + " 1      | –                    |");
    }

    @Test
    void table_of_ensemble_mutants_counts_runs_that_show_the_broken_guarantee_and_blame_zookeeper_only() {
        String table = CampaignTables.ensembleMutants(List.of(
                JobResults.lied("skips-version", 1, "guarantees/version-order", "ZOOKEEPER"),
                JobResults.lied("skips-version", 2, "guarantees/version-order", "ZOOKEEPER, RECIPE"),
                JobResults.lied("skips-version", 3, "guarantees/version-order", "ZOOKEEPER"),
                JobResults.lied("lowers-zxid", 1, "guarantees/reply-behind", "ZOOKEEPER"),
                JobResults.lied("moves-mtime", 1, null, null)));

        assertThat(table.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "| skips-version | registers/naive | guarantees/version-order | 4.0 s | ZOOKEEPER, ZOOKEEPER,"
                                + " RECIPE | 2 / 3 | linearizability/not-linearizable |",
                        "| lowers-zxid | registers/naive | – | – | ZOOKEEPER | 0 / 1 | guarantees/reply-behind,"
                                + " linearizability/not-linearizable |",
                        "| moves-mtime | registers/naive | – | – | – | 0 / 1 | – |");
    }

    @Test
    void table_of_variants_counts_verdicts_and_names_findings_with_plan_and_history() {
        String table = CampaignTables.variants(List.of(
                JobResults.correct("naive", 1, "VALID", List.of(), List.of("mutual-exclusion/belief-overlap")),
                JobResults.correct("naive", 2, "VALID", List.of(), List.of("mutual-exclusion/belief-overlap")),
                JobResults.correct("naive", 3, "INVALID", List.of("mutual-exclusion/foreign-grant"), List.of()),
                JobResults.correct("fair-queue", 1, "INCONCLUSIVE", List.of(), List.of())));

        assertThat(table.lines())
                .contains(
                        "| lock     | naive      | kill,pause | 3 | 2     | 1       | 0              | 0            |"
                                + " 0      | mutual-exclusion/belief-overlap (2) |",
                        "- lock/naive seed 3 under kill,pause: INVALID, mutual-exclusion/foreign-grant",
                        "  plan: /runs/naive3/plan.json",
                        "  history: /runs/naive3/history.jsonl.gz",
                        "- lock/fair-queue seed 1 under kill,pause: INCONCLUSIVE, requirements: no fault took effect");
    }

    @Test
    void known_findings_are_marked_where_every_violation_is_known() {
        ViolationSignature known = signature("foreign-grant", "CURATOR-604");
        String table = CampaignTables.variants(List.of(
                JobResults.known(
                        "inter-process-mutex",
                        1,
                        "INVALID",
                        List.of("mutual-exclusion/foreign-grant"),
                        List.of(known),
                        List.of()),
                JobResults.known(
                        "inter-process-mutex",
                        2,
                        "INVALID",
                        List.of("mutual-exclusion/foreign-grant", "mutual-exclusion/server-overlap"),
                        List.of(known, signature("server-overlap", null)),
                        List.of())));

        assertThat(table.lines())
                .contains(
                        "| lock     | inter-process-mutex | kill,pause | 2 | 0     | 2       | 1              |"
                                + " 0            | 0      | –       |",
                        "- lock/inter-process-mutex seed 1 under kill,pause: INVALID, mutual-exclusion/foreign-grant"
                                + " (known: CURATOR-604)",
                        "- lock/inter-process-mutex seed 2 under kill,pause: INVALID, mutual-exclusion/foreign-grant,"
                                + " mutual-exclusion/server-overlap")
                .anyMatch(line -> line.startsWith("- known finding CURATOR-604: ")
                        && line.contains("https://issues.apache.org/jira/browse/CURATOR-604; work-around: "));
    }

    private static ViolationSignature signature(String kind, @Nullable String id) {
        return new ViolationSignature("mutual-exclusion", kind, List.of(), "lock/inter-process-mutex", id, true);
    }

    @Test
    void empty_tables_have_a_header() {
        assertThat(CampaignTables.mutants(List.of()).lines()).hasSize(2);
        assertThat(CampaignTables.variants(List.of()).lines()).hasSize(2);
        assertThat(CampaignTables.ensembleMutants(List.of()).lines()).hasSize(2);
    }
}
