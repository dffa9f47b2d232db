package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.io.HistoryWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Checking recorded histories from the command line: verdicts, exit codes, conventions and messages. */
@Isolated("it replaces standard output")
class CheckCommandTest {
    private static final String REGISTER =
            """
            [{:process 0, :type :invoke, :f :write, :value 1}
             {:process 0, :type :ok, :f :write, :value 1}
             {:process 1, :type :invoke, :f :read, :value nil}
             {:process 1, :type :ok, :f :read, :value %s}]
            """;

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String valid() throws IOException {
        return file("valid.edn", REGISTER.formatted("1"));
    }

    private String stale() throws IOException {
        return file("stale.edn", REGISTER.formatted("7"));
    }

    @Test
    void linearizable_log_as_json_is_one_object_with_exactly_the_documented_fields() throws IOException {
        String log = valid();
        CommandResult ended = CommandResult.of("check", log, "--json", "--model", "register");
        assertThat(ended.code()).isZero();
        assertThat(ended.json()).singleElement().satisfies(line -> {
            assertThat(line.fieldNames())
                    .toIterable()
                    .containsExactly("file", "verdict", "operations", "algorithm", "millis");
            assertThat(line.get("file").asText()).isEqualTo(log);
            assertThat(line.get("verdict").asText()).isEqualTo("VALID");
            assertThat(line.get("operations").asInt()).isEqualTo(2);
            assertThat(line.get("algorithm").asText()).isNotEmpty();
            assertThat(line.get("millis").isNumber()).isTrue();
        });
    }

    @Test
    void several_files_have_one_line_each_and_the_most_severe_exit_code() throws IOException {
        CommandResult valid = CommandResult.of("check", valid(), valid(), "--json");
        assertThat(valid.code()).isZero();
        assertThat(valid.json()).hasSize(2);

        CommandResult invalid = CommandResult.of("check", stale(), valid(), "--json");
        assertThat(invalid.code()).isEqualTo(1);
        assertThat(invalid.json())
                .extracting(line -> line.get("verdict").asText())
                .containsExactly("INVALID", "VALID");
        assertThat(invalid.err())
                .contains("stale.edn: INVALID, 2 operations")
                .contains("it is not possible when the state is");
    }

    @Test
    void file_without_operations_is_inconclusive_unless_another_file_is_invalid() throws IOException {
        String empty = file("empty.edn", "");
        CommandResult ended = CommandResult.of("check", empty, valid(), "--json");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.json().get(0).get("reason").asText())
                .contains("no operation")
                .contains("was recorded");
        assertThat(CommandResult.of("check", empty, stale()).code()).isEqualTo(1);
    }

    @Test
    void missing_file_is_named_and_the_others_are_still_checked() throws IOException {
        String missing = folder.resolve("missing.edn").toString();
        CommandResult ended = CommandResult.of("check", missing, stale(), "--json");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no file " + missing).contains("INVALID");
        assertThat(ended.json()).hasSize(2);
        assertThat(ended.json().get(0).get("error").asText()).isEqualTo("there is no file " + missing);
        assertThat(CommandResult.of("check", missing, "--format", "stampede").err())
                .isEqualTo("there is no file " + missing + "\n");
    }

    @Test
    void folder_is_not_a_file() {
        CommandResult ended = CommandResult.of("check", folder.toString(), "--format", "knossos-edn");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("expected a file, found the folder " + folder);
    }

    @Test
    void malformed_file_is_reported_with_all_problems_and_the_others_are_still_checked() throws IOException {
        String broken = file("broken.edn", "[{:process 0, :type :invoke}\n {:process 1, :f :read, :type :what}]\n");
        CommandResult ended = CommandResult.of("check", broken, valid());
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err())
                .contains(broken + ":1:2: expected a map with :f, found {:process 0, :type :invoke}\n")
                .contains(broken + ":2:2: expected :type :invoke, :ok, :fail or :info, found :what\n")
                .contains("valid.edn: VALID");
    }

    @Test
    void file_that_cannot_be_checked_is_an_object_with_its_problems() throws IOException {
        String broken = file("broken.edn", "[{:process 0, :type :invoke}\n {:process 1, :f :read, :type :what}]\n");
        CommandResult ended = CommandResult.of("check", broken, valid(), "--json");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.json()).hasSize(2);
        JsonNode object = ended.json().get(0);
        assertThat(object.fieldNames()).toIterable().containsExactly("file", "error", "problems");
        assertThat(object.get("problems"))
                .extracting(p -> p.get("line") + ":" + p.get("column") + " "
                        + p.get("message").asText())
                .containsExactly(
                        "1:2 expected a map with :f, found {:process 0, :type :invoke}",
                        "2:2 expected :type :invoke, :ok, :fail or :info, found :what");
        assertThat(ended.json().get(1).get("verdict").asText()).isEqualTo("VALID");
    }

    @Test
    void explanation_has_no_repetitions_and_ends_with_the_assumptions() throws IOException {
        List<String> lines = CommandResult.of("check", stale()).err().lines().toList();
        assertThat(lines).doesNotHaveDuplicates();
        assertThat(lines.get(0)).contains("stale.edn: INVALID, 2 operations, ");
        assertThat(lines.get(1)).startsWith("  No order of the 2 operations explains what they returned;");
        assertThat(lines)
                .last()
                .asString()
                .isEqualTo("  Read as a cas-register: the initial value is 0 (--initial), a read"
                        + " of nil means nothing (--read-of-nil), a failed compare-and-set means nothing"
                        + " (--failed-cas).");
        assertThat(CommandResult.of("check", stale(), "--initial", "5", "--read-of-nil", "observation")
                        .err())
                .contains("the initial value is 5 (--initial), a read of nil is an observation (--read-of-nil)");
    }

    @Test
    void inconclusive_verdict_has_advice() throws IOException {
        assertThat(CommandResult.of("check", file("empty.edn", "")).err())
                .endsWith("  If it contains some, name the format and the model: --format F, --model M (see: list"
                        + " models).\n");
        assertThat(CommandResult.of("check", own("1").toString()).err())
                .endsWith("  Its run had no checks. Name a model: --model M (see: list models).\n");
    }

    @Test
    void json_is_ascii_for_all_values() throws IOException {
        CommandResult ended = CommandResult.of(
                "check",
                file("e.edn", REGISTER.replace("value 1", "value \"\u00e9\"").formatted("2")),
                "--json");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isASCII();
        assertThat(ended.json().get(0).get("explanation").toString()).contains("\u2192");
    }

    @Test
    void unknown_model_or_format_names_the_nearest() throws IOException {
        CommandResult model = CommandResult.of("check", valid(), "--model", "cas-registr");
        assertThat(model.code()).isEqualTo(64);
        assertThat(model.err()).startsWith("there is no model \"cas-registr\"; did you mean cas-register");
        CommandResult format = CommandResult.of("check", valid(), "--format", "edn");
        assertThat(format.code()).isEqualTo(64);
        assertThat(format.err())
                .startsWith("there is no format \"edn\"; did you mean ")
                .contains("There are: stampede, knossos-edn, jepsen-log, porcupine-kv");
    }

    @Test
    void conventions_of_the_format_can_be_replaced() throws IOException {
        String text = "[{:process 0, :type :invoke, :f %1$s} {:process 0, :type %3$s, :f %1$s, :value %2$s}]";
        String read = file("read.edn", text.formatted(":read", "4", ":ok"));
        assertThat(CommandResult.of("check", read).code()).isEqualTo(1);
        assertThat(CommandResult.of("check", read, "--initial", "4").code()).isZero();

        String nil = file("nil.edn", text.formatted(":read", "nil", ":ok"));
        assertThat(CommandResult.of("check", nil).code()).isZero();
        assertThat(CommandResult.of("check", nil, "--read-of-nil", "observation")
                        .code())
                .isEqualTo(1);

        String cas = file("cas.edn", text.formatted(":cas, :value [0 1]", "[0 1]", ":fail"));
        assertThat(CommandResult.of("check", cas).code()).isZero();
        assertThat(CommandResult.of("check", cas, "--failed-cas", "observation").code())
                .isEqualTo(1);
        assertThat(CommandResult.of("check", cas, "--failed-cas", "dropped").code())
                .isZero();
    }

    @Test
    void owners_of_a_lock_can_be_set() throws IOException {
        String stolen = file(
                "stolen.edn",
                """
                {:process 0, :type :invoke, :f :acquire} {:process 0, :type :ok, :f :acquire}
                {:process 1, :type :invoke, :f :release} {:process 1, :type :ok, :f :release}
                """);
        assertThat(CommandResult.of("check", stolen, "--model", "mutex").code()).isZero();
        assertThat(CommandResult.of("check", stolen, "--model", "mutex", "--owners", "clients")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void detection_of_keys_in_values_can_be_disabled() throws IOException {
        String keyed = file("keyed.edn", REGISTER.replace("1}", "[0 1]}").formatted("[0 1]"));
        assertThat(CommandResult.of("check", keyed, "--keys", "none").code()).isZero();
        CommandResult detected = CommandResult.of("check", keyed);
        assertThat(detected.code()).isEqualTo(64);
        assertThat(detected.err()).contains(":3:2: expected a vector of a key and a value, as at line 1, found nil");
    }

    @Test
    void invalid_options_are_refused_with_the_expected_values() throws IOException {
        assertThat(CommandResult.of("check", valid(), "--permits", "0").err())
                .contains("expected --permits of at least 1, found 0");
        assertThat(CommandResult.of("check", valid(), "--memory", "lots").err())
                .contains("expected a size such as 512k, 256m or 2g, found \"lots\"");
        assertThat(CommandResult.of("check", valid(), "--failed-cas", "ignored").err())
                .contains("--failed-cas")
                .contains("OBSERVATION")
                .contains("DROPPED");
        assertThat(CommandResult.of("check").code()).isEqualTo(64);
    }

    @Test
    void stampede_history_is_checked_against_a_model_plain_compressed_and_truncated() throws IOException {
        assertThat(CommandResult.of("check", own("1").toString(), "--model", "register", "--json")
                        .json())
                .singleElement()
                .extracting(line -> line.get("verdict").asText())
                .isEqualTo("VALID");
        Path wrong = own("2");
        assertThat(CommandResult.of("check", wrong.toString(), "--model", "register")
                        .code())
                .isEqualTo(1);

        byte[] bytes = Files.readAllBytes(wrong);
        Path packed = folder.resolve("packed.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(bytes);
        }
        assertThat(CommandResult.of("check", packed.toString(), "--model", "register")
                        .code())
                .isEqualTo(1);

        Path cut = folder.resolve("cut.jsonl");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 5));
        CommandResult ended = CommandResult.of("check", cut.toString(), "--model", "register", "--json");
        JsonNode line = ended.json().get(0);
        assertThat(line.get("verdict").asText()).as("the read is open").isEqualTo("VALID");
        assertThat(line.get("reason").asText()).contains("truncated");
    }

    @Test
    void stampede_history_without_checks_is_inconclusive_without_a_model() throws IOException {
        CommandResult ended = CommandResult.of("check", own("1").toString(), "--json");
        assertThat(ended.json().get(0).get("algorithm").asText()).isEqualTo("the scenario's checks");
    }

    @Test
    void own_history_says_what_each_check_judged_and_could_not_judge() throws IOException {
        Path file = own("1", List.of(new CheckSpec("linearizability", Map.of("model", "register"))));
        CommandResult json = CommandResult.of("check", file.toString(), "--json");

        JsonNode checks = json.json().get(0).get("checks");
        assertThat(checks.findValuesAsText("name")).containsExactly("run-integrity", "linearizability");
        assertThat(checks.get(1).get("coverage").toString())
                .isEqualTo("{\"unit\":\"operations\",\"judged\":2,\"notJudged\":[]}");
        assertThat(CommandResult.of("check", file.toString()).err()).contains("linearizability: 2 operations judged");
    }

    private Path own(String read) throws IOException {
        return own(read, List.of());
    }

    private Path own(String read, List<CheckSpec> checks) throws IOException {
        Path file = folder.resolve("own-" + read + ".jsonl");
        RunHeader header = new RunHeader(
                "run-1",
                "register",
                "naive",
                42,
                "2026-11-24T00:00:00Z",
                "local, 3 members",
                List.of(1, 2, 3),
                null,
                List.of(),
                null,
                checks,
                "replay",
                "recheck",
                Map.of());
        try (HistoryWriter writer = HistoryWriter.create(file, header)) {
            writer.append(new Event.Invoked(0, 1, "write", null, "1", 10));
            writer.append(new Event.Completed(0, Outcome.OK, null, null, 0, 0, 0, 20));
            writer.append(new Event.Invoked(1, 2, "read", null, null, 30));
            writer.append(new Event.Completed(1, Outcome.OK, read, null, 0, 0, 0, 40));
        }
        return file;
    }
}
