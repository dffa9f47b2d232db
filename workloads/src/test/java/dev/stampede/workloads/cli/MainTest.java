package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts rely on: exit codes, JSON on standard output, and messages that help. */
class MainTest {
    @TempDir
    private Path folder;

    /** What a command printed and ended with. */
    private record Ended(int code, String out, String err) {
        List<JsonNode> json() throws IOException {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : out.lines().toList()) {
                lines.add(new ObjectMapper().readTree(line));
            }
            return lines;
        }
    }

    private static Ended stampede(String... args) {
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int code = Main.commandLine().execute(args);
            return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    @Test
    void list_variants_tells_of_each_what_a_script_needs() throws IOException {
        Ended ended = stampede("list", "variants", "--json");
        assertThat(ended.code()).isZero();
        assertThat(ended.json()).allSatisfy(line -> assertThat(line.fieldNames())
                .toIterable()
                .containsExactly("kind", "scenario", "name", "default", "mutant", "args", "description"));
        assertThat(ended.json())
                .filteredOn(line -> line.get("default").asBoolean())
                .extracting(line ->
                        line.get("scenario").asText() + "/" + line.get("name").asText())
                .containsExactly("lock/naive", "election/naive");
        assertThat(ended.json())
                .filteredOn(line -> line.get("mutant").asBoolean())
                .allSatisfy(line -> assertThat(line.get("args").size()).isPositive());
    }

    @Test
    void list_of_everything_names_faults_checks_and_models() throws IOException {
        assertThat(stampede("list", "--json").json())
                .extracting(line -> line.get("name").asText())
                .contains("lock", "partition:leader", "mutual-exclusion", "cas-register");
    }

    @Test
    void list_of_an_unknown_kind_is_bad_usage() {
        Ended ended = stampede("list", "variant");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no list of \"variant\"; did you mean variants");
    }

    @Test
    void run_of_an_unknown_scenario_names_the_nearest() {
        Ended ended = stampede("run", "lok");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no scenario \"lok\"; did you mean lock");
    }

    @Test
    void run_of_an_unknown_variant_names_the_nearest() {
        Ended ended = stampede("run", "lock", "--variant", "naif");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no variant \"naif\" of lock; did you mean naive");
    }

    @Test
    void run_with_unknown_faults_names_the_nearest_of_each() {
        Ended ended = stampede("run", "lock", "--faults", "partitoin,kil", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err())
                .contains("unknown fault \"partitoin\"; nearest: partition")
                .contains("\"kil\"");
    }

    @Test
    void run_with_client_faults_but_without_workers_names_the_remedy() {
        Ended ended = stampede("run", "lock", "--faults", "client-pause", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("--client-jvms");
    }

    @Test
    void run_in_too_short_a_time_names_the_least() {
        Ended ended = stampede("run", "lock", "--faults", "partition", "--time", "1s", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("too short").contains("--time");
    }

    @Test
    void run_with_a_bad_time_says_what_was_expected() {
        Ended ended = stampede("run", "lock", "--time", "soon");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("expected a time such as 500ms, 30s or 5m, found \"soon\"");
    }

    @Test
    void run_with_a_broken_plan_lists_its_errors() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.json"), "{\"version\": 1, \"seed\": \"x\", \"atoms\": 3}");
        Ended ended = stampede("run", "lock", "--plan", plan.toString(), "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("plan.json").contains("seed").contains("atoms");
    }

    @Test
    void commands_of_many_runs_are_documented_in_their_help() {
        assertThat(stampede("--help").out()).contains("mutants", "campaign");
        assertThat(stampede("mutants", "--help").out())
                .contains("which check caught which mutant", "--seeds", "interrupted");
        assertThat(stampede("campaign", "--help").out())
                .contains("--workers", "--all", "campaign.jsonl", "-Dstampede.scale");
    }

    @Test
    void mutants_that_were_never_run_are_an_empty_table_and_inconclusive() {
        Ended ended = stampede("mutants", "--print-only", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out())
                .startsWith("| scenario | mutant")
                .contains("0 of ")
                .contains("begin again");
    }

    @Test
    void campaign_of_an_unknown_form_names_the_nearest() {
        Ended ended = stampede("campaign", "--variant", "fair-qeue", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no form \"fair-qeue\"; did you mean fair-queue");
    }

    @Test
    void campaign_with_two_selections_of_faults_is_bad_usage() {
        Ended ended = stampede("campaign", "--all", "--workers", "--print-only", "--out", folder.toString());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("expected one of --faults, --workers and --all");
    }

    @Test
    void check_of_a_linearizable_log_prints_its_verdict_as_json() throws IOException {
        Path log = Files.writeString(
                folder.resolve("log.edn"),
                """
                [{:process 0, :type :invoke, :f :write, :value 1}
                 {:process 0, :type :ok, :f :write, :value 1}
                 {:process 1, :type :invoke, :f :read, :value nil}
                 {:process 1, :type :ok, :f :read, :value 1}]
                """);
        Ended ended = stampede("check", log.toString(), "--json", "--model", "register");
        assertThat(ended.code()).isZero();
        assertThat(ended.json()).singleElement().satisfies(line -> {
            assertThat(line.get("file").asText()).isEqualTo(log.toString());
            assertThat(line.get("verdict").asText()).isEqualTo("VALID");
            assertThat(line.get("operations").asInt()).isEqualTo(2);
            assertThat(line.has("algorithm")).isTrue();
            assertThat(line.get("millis").isNumber()).isTrue();
        });
    }

    @Test
    void check_of_several_files_ends_with_the_most_severe() throws IOException {
        Path stale = Files.writeString(
                folder.resolve("stale.edn"),
                """
                [{:process 0, :type :invoke, :f :write, :value 1}
                 {:process 0, :type :ok, :f :write, :value 1}
                 {:process 1, :type :invoke, :f :read, :value nil}
                 {:process 1, :type :ok, :f :read, :value 7}]
                """);
        assertThat(stampede("check", stale.toString()).code()).isEqualTo(1);
        Ended both = stampede(
                "check", stale.toString(), folder.resolve("missing.edn").toString());
        assertThat(both.code()).isEqualTo(64);
        assertThat(both.err()).contains("there is no file").contains("INVALID");
    }
}
