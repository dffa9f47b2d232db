package dev.stampede.checker.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.edn.FormatProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed histories: each error is reported with its position, and nothing is skipped without a message. */
class HostileHistoryTest {
    private static final String OK =
            """
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            {:process 1, :type :invoke, :f :read, :value nil}
            {:process 1, :type :ok, :f :read, :value 1}
            """;
    private static final String LOG =
            """
            INFO  jepsen.util - 0\t:invoke\t:write\t1
            INFO  jepsen.util - 0\t:ok\t:write\t1
            INFO  jepsen.util - 1\t:invoke\t:read\tnil
            INFO  jepsen.util - 1\t:ok\t:read\t1
            """;
    private static final String KEYED =
            """
            {:process 0, :type :invoke, :f :put, :key "a", :value "x"}
            {:process 0, :type :ok, :f :put, :key "a", :value "x"}
            {:process 1, :type :invoke, :f :get, :key "a", :value nil}
            """;

    @TempDir
    private Path folder;

    private HistoryText history(String text) {
        return HistoryText.in(folder, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+0", "0N", "-0", "-7"})
    void process_whose_number_is_written_in_another_way_is_a_client(String process) {
        FileVerdict verdict =
                history(OK.replace("process 0", "process " + process)).decided();
        assertThat(verdict.verdict()).isEqualTo(Verdict.VALID);
        assertThat(verdict.operations()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "0.0", "99999999999", "-2147483648", "nil", "[0]", "{:a 1}"})
    void process_that_is_neither_a_number_nor_a_name_is_an_error_and_not_skipped(String process) {
        assertThatThrownBy(() ->
                        history(OK.replace("process 0", "process " + process)).decided())
                .isInstanceOfSatisfying(FormatException.class, e -> assertThat(e.problems())
                        .extracting(FormatProblem::line)
                        .containsExactly(1, 2))
                .hasMessageContaining(":1:1: expected a process that is a whole number of up to 9 digits, or one with a"
                        + " name such as :nemesis, found " + process);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "99999999999"})
    void logged_process_that_is_neither_a_number_nor_a_name_is_an_error(String process) {
        assertThatThrownBy(() -> history(LOG.replace("- 0", "- " + process)).decided())
                .hasMessageContaining(":1:20: expected a process that is a whole number");
    }

    @Test
    void log_line_of_another_logger_that_begins_with_a_number_too_long_is_ignored() {
        assertThat(history("INFO  jepsen.util - 99999999999 bytes free\n" + LOG)
                        .decided()
                        .operations())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1N", "1, +1", "0, -0", "123456789012345678901234567890, 123456789012345678901234567890N",
        "'#{1 2}', '#{2 1}'", "'{:a 1 :b 2}', '{:b 2, :a 1}'", "'\"a\\u0062\"', '\"ab\"'", "\\a, \\a"
    })
    void equal_values_that_are_written_in_different_ways_are_equal(String written, String read) {
        String text = OK.replace("value 1}\n{:process 1,", "value 1}\n{:process 1,")
                .replace("1}\n{:process 0", written + "}\n{:process 0")
                .replace("1}\n{:process 1", written + "}\n{:process 1")
                .replace(":read, :value 1", ":read, :value " + read);
        assertThat(history(text).keyed(KeyDetection.NONE).decided().verdict()).isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @CsvSource({
        "'{:process 0, :process 1, :type :invoke, :f :read}', ':1:1: expected a map with each key once, found :process again with another value'",
        "'{:process 0, :type :invoke, :f :write, :value {:a 1 :a 2}}', ':1:47: expected a map with each key once, found :a again'",
        "'{:process 0, :type :invoke, :f :write, :value #{7 8 7}}', ':1:47: expected a set with each item once, found 7 again'"
    })
    void key_or_item_that_is_there_twice_is_an_error(String event, String problem) {
        assertThatThrownBy(() -> history(event).decided()).hasMessageEndingWith(problem);
    }

    @Test
    void unknown_function_before_the_one_that_selects_the_model_is_also_an_error() {
        assertThatThrownBy(() -> history(
                                """
                                {:process 0, :type :invoke, :f :frob}
                                {:process 1, :type :invoke, :f :cas, :value [0 1]}
                                {:process 0, :type :ok, :f :frob}
                                """)
                        .decided())
                .hasMessageContaining(
                        ":1:1: expected a function of the model cas-register (cas, read, write), found \"frob\"");
    }

    @Test
    void value_that_the_model_cannot_read_is_reported_with_its_position_and_that_of_its_invocation() {
        assertThatThrownBy(() -> history("[{:process 0, :type :invoke, :f :cas, :value [1 2 3]}\n"
                                + " {:process 0, :type :ok, :f :cas, :value [1 2 3]}]")
                        .decided())
                .hasMessageEndingWith(":2:2: expected [expected next], found [1 2 3] (invoked at line 1)");
    }

    @ParameterizedTest
    @CsvSource({
        "'{:process 1, :type :ok, :f :get, :key \"b\", :value \"x\"}', ':4:1: expected the completion of get on the key a of process 1 (line 3), found the key b'",
        "'{:process 2, :type :invoke, :f :get, :value nil}', ':4:1: expected a map with :key, as at line 1, found {:process 2, :type :invoke, :f :get, :value nil}'"
    })
    void missing_or_different_key_field_is_an_error(String event, String problem) {
        assertThatThrownBy(() -> history(KEYED + event + "\n").decided()).hasMessageEndingWith(problem);
    }

    @Test
    void key_field_after_operations_without_one_is_an_error() {
        assertThatThrownBy(() -> history(OK + "{:process 2, :type :invoke, :f :read, :key 3}")
                        .decided())
                .hasMessageEndingWith(":5:1: expected a map without :key, as at line 1, found"
                        + " {:process 2, :type :invoke, :f :read, :key 3}");
    }

    @Test
    void event_that_cannot_be_read_does_not_make_its_completion_another_problem() {
        assertThatThrownBy(() -> history(OK.replaceFirst(":type :invoke", ":type \"invoke\""))
                        .decided())
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.problems()).hasSize(1))
                .hasMessageEndingWith(":1:1: expected :type :invoke, :ok, :fail or :info, found \"invoke\"");
    }

    @Test
    void process_that_invokes_before_its_completion_results_in_a_note() {
        FileVerdict verdict = history("{:process 0, :type :invoke, :f :write, :value 3}\n" + OK)
                .decided();
        assertThat(verdict.verdict()).isEqualTo(Verdict.VALID);
        assertThat(verdict.notes())
                .containsExactly("process 0 invoked write (line 2) before its write (line 1) had completed: the effect"
                        + " of such operations counts as unknown (1 in total)");
    }

    @Test
    void history_without_observations_results_in_a_note() {
        assertThat(history("{:process 0, :type :invoke, :f :read} {:process 0, :type :fail, :f :read}")
                        .decided()
                        .notes())
                .containsExactly("its only operation contains no observation of a cas-register");
    }

    @Test
    void log_without_a_last_line_feed_results_in_a_note_because_its_last_value_may_be_truncated() {
        assertThat(history(LOG).decided().notes()).isEmpty();
        assertThat(history(LOG.stripTrailing()).decided().notes())
                .singleElement()
                .asString()
                .startsWith("the last line does not end with a line feed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", " "})
    void log_without_line_feeds_between_its_lines_is_an_error(String divider) {
        assertThatThrownBy(() -> history(LOG.replace("\n", divider)).decided())
                .hasMessageContaining(":1:46: expected the end of the line, found 'j'");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void compressed_file_that_ends_within_its_first_bytes_is_truncated(int length) throws IOException {
        byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
        byte[] cut = java.util.Arrays.copyOf(header, length);
        assertThatThrownBy(() -> history("").decided(cut))
                .hasMessageEndingWith(
                        ":1:1: expected more compressed data, found the end of the file: it is truncated");
    }

    @Test
    void truncated_or_damaged_compressed_file_is_one_problem_where_the_data_ends() {
        for (int leftOut : new int[] {12, 4}) {
            assertThatThrownBy(() -> history(OK.repeat(100)).decidedCompressed(leftOut))
                    .isInstanceOfSatisfying(FormatException.class, e -> assertThat(e.problems())
                            .singleElement()
                            .satisfies(problem -> assertThat(problem.line()).isGreaterThan(100)))
                    .hasMessageContaining("it is truncated");
        }
    }

    @Test
    void malformed_utf_8_is_reported_with_its_column_in_characters() {
        byte[] text = "{:process 0, :type :invoke, :f :write, :value \"h\u00e9\ud83d\ude42?\"}"
                .getBytes(StandardCharsets.UTF_8);
        text[text.length - 3] = (byte) 0xe9;
        assertThatThrownBy(() -> history("").decided(text))
                .hasMessageEndingWith(":1:51: expected valid UTF-8, found the byte 0xe9");
        assertThatThrownBy(() -> history(OK + "\u0000").decided()).hasMessageEndingWith("found the character U+0000");
    }

    @Test
    void replacement_character_and_other_multi_byte_characters_are_read_unchanged() {
        String text = OK.replace("value 1", "value \"\ufffd \u00e9 \u20ac \ud83d\ude42\\n\"");
        assertThat(history(text).decided().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void string_of_several_megabytes_is_one_value() throws IOException {
        String megabytes = "x".repeat(3 << 20);
        assertThat(history(OK.replace("value 1", "value \"" + megabytes + "\""))
                        .decided()
                        .verdict())
                .isEqualTo(Verdict.VALID);
        assertThat(history(LOG.replace("\t1", "\t" + megabytes)).decided().verdict())
                .isEqualTo(Verdict.VALID);
        assertThat(Files.size(folder.resolve("history"))).isGreaterThan(6 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#{%s}", "'(%s)", "[[%s]]", "(def h [%s])"})
    void maps_within_other_syntax_are_no_known_format(String around) {
        assertThatThrownBy(() -> history(around.formatted(OK)).decided())
                .hasMessageContaining(":1:1: expected a history in one of the formats stampede, knossos-edn");
    }
}
