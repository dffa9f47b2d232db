package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stampede.workloads.tampering.EnsembleMutants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/** The interface for scripts: exit codes, JSON on standard output, and helpful messages. */
@Isolated("it replaces standard output")
class MainTest {
    @TempDir
    private Path folder;

    @Test
    void list_variants_has_the_fields_that_scripts_need() throws IOException {
        CommandResult ended = CommandResult.of("list", "variants", "--json");
        assertThat(ended.code()).isZero();
        assertThat(ended.json()).allSatisfy(line -> assertThat(line.fieldNames())
                .toIterable()
                .containsExactly("kind", "scenario", "name", "default", "mutant", "args", "description"));
        assertThat(ended.json())
                .filteredOn(line -> line.get("default").asBoolean())
                .extracting(line ->
                        line.get("scenario").asText() + "/" + line.get("name").asText())
                .contains("lock/naive", "election/naive", "naming/naive", "load-balancing/naive");
        assertThat(ended.json())
                .filteredOn(line -> line.get("mutant").asBoolean())
                .allSatisfy(line -> assertThat(line.get("args").isArray()).isTrue());
    }

    @Test
    void list_of_everything_names_faults_checks_and_models() throws IOException {
        assertThat(CommandResult.of("list", "--json").json())
                .extracting(line -> line.get("name").asText())
                .contains("lock", "partition:leader", "mutual-exclusion", "cas-register");
    }

    @Test
    void list_findings_names_versions_signatures_work_around_and_link_of_each() throws IOException {
        assertThat(CommandResult.of("list", "findings", "--json").json())
                .allSatisfy(line -> assertThat(line.get("workAround").asText()).isNotBlank())
                .filteredOn(line -> line.get("name").asText().equals("CURATOR-604"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.get("versions").asText()).isEqualTo("2.0.0 and later");
                    assertThat(line.get("signatures"))
                            .map(JsonNode::asText)
                            .contains("mutual-exclusion/foreign-grant in lock/inter-process-mutex");
                    assertThat(line.get("link").asText()).endsWith("/CURATOR-604");
                });
        assertThat(CommandResult.of("list", "findings").out())
                .contains("STAMPEDE-F1", "no issue of Curator is known", "work-around: ");
    }

    @Test
    void list_of_an_unknown_kind_is_bad_usage() {
        CommandResult ended = CommandResult.of("list", "variant");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no list of \"variant\"; did you mean variants");
    }

    @Test
    void run_of_an_unknown_scenario_names_the_nearest() {
        CommandResult ended = CommandResult.of("run", "lok");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no scenario \"lok\"; did you mean lock");
    }

    @Test
    void run_of_an_unknown_variant_names_the_nearest() {
        CommandResult ended = CommandResult.of("run", "lock", "--variant", "naif");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no variant \"naif\" of lock; did you mean naive");
    }

    @Test
    void run_of_nothing_names_the_scenarios() {
        CommandResult ended = CommandResult.of("run", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("expected a scenario, or --all; there are: lock, election");
    }

    @Test
    void run_of_a_scenario_and_all_is_bad_usage() {
        CommandResult ended = CommandResult.of("run", "lock", "--all", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("found both: lock --all");
    }

    @Test
    void run_of_several_scenarios_checks_all_names_before_anything_runs() {
        CommandResult ended = CommandResult.of("run", "lock", "election/leader-lach", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no variant \"leader-lach\" of election; did you mean leader-latch");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void run_of_several_scenarios_that_are_impossible_prints_a_table_of_all_and_is_bad_usage() {
        CommandResult ended = CommandResult.of(
                "run", "lock", "election/leader-latch", "--faults", "client-pause", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("lock/naive seed 1: ", "election/leader-latch seed 1: ", "--client-jvms");
        assertThat(ended.out()).contains("| scenario | variant ", "| lock     | naive ", "| election | leader-latch ");
    }

    @Test
    void run_of_all_scenarios_selects_the_naive_variant_of_each_and_with_a_variant_those_that_have_it() {
        assertThat(recipes("run", "--all")).contains("lock/naive", "election/naive", "registers/naive");
        assertThat(recipes("run", "--all", "--variant", "service-discovery"))
                .containsExactlyInAnyOrder("naming/service-discovery", "load-balancing/service-discovery");
        assertThat(recipes("run", "lock", "lock/naive", "election")).containsExactly("lock/naive", "election/naive");
    }

    private static List<String> recipes(String... args) {
        CommandLine line = Main.commandLine();
        line.parseArgs(args);
        RunCommand run = line.getSubcommands().get("run").getCommand();
        return run.configs().stream().map(c -> c.variant().recipe()).toList();
    }

    @Test
    void run_with_unknown_faults_names_the_nearest_of_each() {
        CommandResult ended = CommandResult.of("run", "lock", "--faults", "partitoin,kil", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err())
                .contains("unknown fault \"partitoin\"; nearest: partition")
                .contains("\"kil\"");
    }

    @Test
    void run_with_client_faults_but_without_workers_names_the_remedy() {
        CommandResult ended = CommandResult.of("run", "lock", "--faults", "client-pause", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("--client-jvms");
    }

    @Test
    void run_with_too_short_a_time_names_the_minimum() {
        CommandResult ended =
                CommandResult.of("run", "lock", "--faults", "partition", "--time", "1s", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("too short").contains("--time");
    }

    @Test
    void run_with_an_invalid_time_names_the_expected_form() {
        CommandResult ended = CommandResult.of("run", "lock", "--time", "soon");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("expected a time such as 500ms, 30s or 5m, found \"soon\"");
    }

    @Test
    void run_with_a_broken_plan_lists_its_errors() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.json"), "{\"version\": 2, \"seed\": \"x\", \"steps\": 3}");
        CommandResult ended = CommandResult.of("run", "lock", "--plan", plan.toString(), "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("plan.json").contains("seed").contains("steps");
    }

    @Test
    void commands_of_many_runs_are_documented_in_their_help() {
        assertThat(CommandResult.of("--help").out()).contains("mutants", "campaign");
        assertThat(CommandResult.of("mutants", "--help").out())
                .contains("which check caught which mutant", "--seeds", "interrupted");
        assertThat(CommandResult.of("campaign", "--help").out())
                .contains("--workers", "--all", "campaign.jsonl", "-Dstampede.scale");
    }

    @Test
    void ensemble_mutants_without_runs_print_an_empty_table_and_are_inconclusive() {
        CommandResult ended = CommandResult.of("ensemble-mutants", "--print-only", "--out", folder.toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out())
                .contains("| ensemble mutant |", "0 of " + EnsembleMutants.all().size() + " runs");
    }

    @Test
    void unknown_ensemble_mutant_is_a_usage_error_that_suggests_a_name() {
        CommandResult ended = CommandResult.of("ensemble-mutants", "--mutant", "drops-events", "--print-only");

        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no ensemble mutant \"drops-events\"", "drops-event");
    }

    @Test
    void list_names_the_ensemble_mutants() {
        assertThat(CommandResult.of("list", "ensemble-mutants").out())
                .contains("swallows-set", "acknowledges a setData that it does not apply");
    }

    @Test
    void mutants_without_runs_print_an_empty_table_and_are_inconclusive() {
        CommandResult ended = CommandResult.of("mutants", "--print-only", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out())
                .startsWith("| scenario | mutant")
                .contains("0 of ")
                .contains("run the command again");
    }

    @Test
    void campaign_of_an_unknown_variant_names_the_nearest() {
        CommandResult ended = CommandResult.of("campaign", "--variant", "fair-qeue", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no variant \"fair-qeue\"; did you mean fair-queue");
    }

    @Test
    void campaign_with_two_selections_of_faults_is_bad_usage() {
        CommandResult ended =
                CommandResult.of("campaign", "--all", "--workers", "--print-only", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("expected one of --faults, --workers and --all");
    }

    @Test
    void replay_of_no_times_is_bad_usage() {
        CommandResult ended = CommandResult.of("replay", folder.toString(), "--times", "0");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("expected --times 1 to 10000, found 0");
    }

    @Test
    void shards_of_a_campaign_that_was_not_executed_merge_into_an_empty_table() {
        for (String shard : List.of("1/2", "2/2")) {
            Path out = folder.resolve("shard-" + shard.charAt(0));
            // The folder belongs to the shard as soon as the command begins; without results it has nothing to print.
            CommandResult ended = CommandResult.of(
                    "mutants", "--scenario", "lock", "--shard", shard, "--print-only", "--out", out.toString());
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("shard " + shard + ": ").contains(" runs, expected to take ");
        }

        CommandResult merged = CommandResult.of(
                "merge",
                folder.resolve("shard-1").toString(),
                folder.resolve("shard-2").toString(),
                "--out",
                folder.toString());

        assertThat(merged.code()).isEqualTo(2);
        assertThat(merged.out())
                .startsWith("| scenario | mutant")
                .contains("0 of ")
                .doesNotContain("missing shards");
        CommandResult half = CommandResult.of(
                "merge",
                folder.resolve("shard-1").toString(),
                "--out",
                folder.resolve("half").toString());
        assertThat(half.out()).contains("missing shards: 2/2");
    }

    @Test
    void shard_that_the_system_property_names_is_that_of_a_campaign_without_the_option() {
        System.setProperty("stampede.shard", "2/3");
        try {
            assertThat(CommandResult.of("campaign", "--print-only", "--out", folder.toString())
                            .err())
                    .contains("shard 2/3: ");
        } finally {
            System.clearProperty("stampede.shard");
        }
    }

    @Test
    void campaign_of_a_shard_that_does_not_exist_is_bad_usage() {
        CommandResult ended = CommandResult.of("campaign", "--shard", "0/3", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err())
                .contains("expected a shard i/n", "found \"0/3\" (an index that begins with 0 needs + 1)");
        assertThat(CommandResult.of("campaign", "--durations", "x", "--print-only")
                        .err())
                .contains("expected --shard i/n, too");
    }
}
