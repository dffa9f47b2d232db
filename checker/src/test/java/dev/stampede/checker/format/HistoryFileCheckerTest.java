package dev.stampede.checker.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.edn.FormatProblem;
import dev.stampede.checker.model.ReadingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileCheckerTest {
    private static final String LOG =
            """
            INFO  jepsen.core - nothing of ours
            INFO  jepsen.util - :nemesis\t:info\t:start\tnil
            INFO  jepsen.util - 0\t:invoke\t:write\t1
            INFO  jepsen.util - 0\t:ok\t:write\t1
            INFO  jepsen.util - 1\t:invoke\t:cas\t[2 3]
            INFO  jepsen.util - 1\t:fail\t:cas\t[2 3]
            INFO  jepsen.util - 1\t:invoke\t:read\tnil
            INFO  jepsen.util - 1\t:fail\t:read\t:timed-out
            INFO  jepsen.util - 2\t:invoke\t:read\tnil
            INFO  jepsen.util - 2\t:ok\t:read\t%s
            """;

    @TempDir
    private Path folder;

    private FileVerdict check(String text, HistoryFileChecker.Options options) throws IOException {
        Path file = Files.writeString(folder.resolve("history"), text);
        return HistoryFileChecker.checkFile(file, options, CheckBudget.of(Duration.ofSeconds(10), 1 << 26));
    }

    private FileVerdict check(String text) throws IOException {
        return check(text, HistoryFileChecker.Options.DETECTED);
    }

    private static HistoryFileChecker.Options model(String name) {
        return new HistoryFileChecker.Options(Optional.of(name), Optional.empty(), UnaryOperator.identity());
    }

    @Test
    void log_of_a_read_of_a_written_value_is_valid_and_counts_observations() throws IOException {
        FileVerdict verdict = check(LOG.formatted("1"));

        assertThat(verdict.verdict()).isEqualTo(Verdict.VALID);
        assertThat(verdict.format()).isEqualTo(FileFormat.JEPSEN_LOG);
        assertThat(verdict.model()).isEqualTo("cas-register");
        assertThat(verdict.operations()).isEqualTo(3);
    }

    @Test
    void log_of_a_stale_read_is_invalid_and_names_the_read_as_the_culprit() throws IOException {
        FileVerdict verdict = check(LOG.formatted("nil"));

        assertThat(verdict.verdict()).isEqualTo(Verdict.INVALID);
        Counterexample example = verdict.explanation().counterexample();
        assertThat(example.rows())
                .filteredOn(Counterexample.Row::culprit)
                .singleElement()
                .satisfies(row -> assertThat(row.label()).isEqualTo("read \u2192 nil"));
        assertThat(example.stuck())
                .isEqualTo("After 1 operation the state is 1, and read \u2192 nil of client 2, which returns next, is"
                        + " not possible there.");
    }

    @Test
    void log_line_without_a_type_is_an_error_with_line_and_column() {
        assertThatThrownBy(() -> check("INFO  jepsen.util - 0\t:invoke\t:read\tnil\nINFO  jepsen.util - 0 :done\n"))
                .isInstanceOf(FormatException.class)
                .hasMessage(folder.resolve("history")
                        + ":2:20: expected PROCESS :invoke|:ok|:fail|:info :function VALUE, found \"0 :done\"");
    }

    @Test
    void edn_in_a_list_with_comments_tags_and_sets_is_read() throws IOException {
        FileVerdict verdict = check(
                """
                ; the register holds 0
                (#jepsen.Op{:process 0, :type :invoke :f :read, :value nil :tags #{:a :b}}
                 #_ {:process 7 :type :bad}
                 {:process 0, :type :ok, :f :read, :value 0 :note "a \\"}\\" ]"})
                """);

        assertThat(verdict.verdict()).isEqualTo(Verdict.VALID);
        assertThat(verdict.format()).isEqualTo(FileFormat.KNOSSOS_EDN);
        assertThat(verdict.operations()).isEqualTo(1);
    }

    @Test
    void edn_maps_one_after_another_are_read() throws IOException {
        assertThat(check(
                                """
                                {:process 0, :type :invoke, :f :read, :value nil}
                                {:process 0, :type :ok, :f :read, :value 4}
                                """)
                        .verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void edn_initial_value_can_be_given() throws IOException {
        String text = "[{:process 0, :type :invoke, :f :read} {:process 0, :type :ok, :f :read, :value 4}]";
        HistoryFileChecker.Options options = new HistoryFileChecker.Options(
                Optional.empty(), Optional.of("knossos-edn"), readingOptions -> readingOptions.startingAt("4"));

        assertThat(check(text, options).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void edn_failed_compare_and_set_is_dropped_unless_it_is_an_observation() throws IOException {
        String text =
                "[{:process 0, :type :invoke, :f :cas, :value [0 1]} {:process 0, :type :fail, :f :cas, :value [0 1]}]";
        HistoryFileChecker.Options observed = new HistoryFileChecker.Options(
                Optional.empty(),
                Optional.empty(),
                readingOptions -> readingOptions.reading(ReadingOptions.FailedCas.OBSERVED));

        assertThat(check(text).verdict()).isEqualTo(Verdict.VALID);
        assertThat(check(text, observed).verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void edn_that_ends_within_a_map_is_an_error_that_names_where_it_was_opened() {
        assertThatThrownBy(() -> check("[{:process 0, :type :invoke,\n :f :read"))
                .hasMessageEndingWith(":2:10: expected '}' for the map at line 1, column 2, found the end of the file");
    }

    @Test
    void edn_map_without_a_type_is_an_error_that_names_the_map() {
        assertThatThrownBy(() -> check("[\n  {:process 0, :f :read}]"))
                .hasMessageEndingWith(":2:3: expected a map with :type, found {:process 0, :f :read}");
    }

    @Test
    void edn_completion_without_an_invocation_is_an_error() {
        assertThatThrownBy(() -> check("[{:process 3, :type :ok, :f :read, :value 1}]"))
                .hasMessageEndingWith(
                        ":1:2: expected an :invoke of read by process 3 before its completion, found none");
    }

    @Test
    void unknown_function_is_one_error_at_its_first_line() {
        String mutex = "expected a function of the model mutex (acquire, ";
        assertThatThrownBy(() -> check(LOG.formatted("1"), model("mutex")))
                .isInstanceOfSatisfying(FormatException.class, e -> assertThat(e.problems())
                        .extracting(problem -> problem.line() + ":" + problem.column(), FormatProblem::message)
                        .satisfiesExactly(
                                write -> assertThat(write.toList().toString())
                                        .startsWith("[3:1, " + mutex)
                                        .endsWith("found \"write\"]"),
                                cas -> assertThat(cas.toList().toString())
                                        .startsWith("[5:1, " + mutex)
                                        .endsWith("found \"cas\"]"),
                                read -> assertThat(read.toList().toString())
                                        .startsWith("[7:1, " + mutex)
                                        .endsWith("found \"read\"]")));
    }

    @Test
    void mutex_acquired_twice_is_invalid() throws IOException {
        String text =
                """
                {:process 0, :type :invoke, :f :acquire}
                {:process 0, :type :ok, :f :acquire}
                {:process 1, :type :invoke, :f :acquire}
                {:process 1, :type :ok, :f :acquire}
                """;

        assertThat(check(text).model()).isEqualTo("mutex");
        assertThat(check(text).verdict()).isEqualTo(Verdict.INVALID);
        assertThat(check(text, model("reentrant-mutex")).verdict())
                .as("the owners are unknown, so it may be the same owner")
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void key_value_keys_are_independent() throws IOException {
        FileVerdict verdict = check(
                """
                {:process 0, :type :invoke, :f :append, :key "a", :value "x"}
                {:process 0, :type :ok, :f :append, :key "a", :value "x"}
                {:process 0, :type :invoke, :f :get, :key "b", :value nil}
                {:process 0, :type :ok, :f :get, :key "b", :value ""}
                {:process 0, :type :invoke, :f :get, :key "a", :value nil}
                {:process 0, :type :ok, :f :get, :key "a", :value "x"}
                """);

        assertThat(verdict.format()).isEqualTo(FileFormat.PORCUPINE_KV);
        assertThat(verdict.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void unknown_model_or_format_lists_the_valid_ones() {
        assertThatThrownBy(() -> check("[]", model("regster")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected one of the models register, cas-register, ")
                .hasMessageEndingWith("found \"regster\"");
        assertThatThrownBy(() -> FileFormat.ofLabel("edn"))
                .hasMessage("expected one of the formats stampede, knossos-edn, jepsen-log, porcupine-kv, found"
                        + " \"edn\"");
    }

    @Test
    void file_of_no_known_format_is_an_error() {
        assertThatThrownBy(() -> check("hello"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(":1:1: expected a history in one of the formats stampede, knossos-edn");
    }

    @Test
    void own_format_is_detected_from_its_beginning() throws IOException {
        Path file = Files.writeString(folder.resolve("history"), "{\"stampede\":1}\n");

        assertThat(HistoryFileChecker.detect(file)).isEqualTo(FileFormat.STAMPEDE);
    }
}
