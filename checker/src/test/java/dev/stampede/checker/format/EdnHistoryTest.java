package dev.stampede.checker.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.edn.FormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EDN as Jepsen and others write it, in all its dialects. */
class EdnHistoryTest {
    private static final String READ_OF_7 =
            """
            {:process 0, :type :invoke, :f :write, :value 7}
            {:process 0, :type :ok, :f :write, :value 7}
            {:process 1, :type :invoke, :f :read, :value nil}
            {:process 1, :type :ok, :f :read, :value %s}
            """;

    @TempDir
    private Path folder;

    private HistoryText history(String text) {
        return HistoryText.in(folder, text);
    }

    @Test
    void event_with_everything_that_jepsen_records_is_read() {
        FileVerdict verdict = history(
                        """
                        #jepsen.history.Op{:index 0, :time 12, :type :info, :process :nemesis, :f :start, :value nil}
                        #jepsen.history.Op{:index 1, :time 15, :type :invoke, :process 0, :f :write, :value 7,
                                           :meta {:tags #{:a :b}, :at #inst "2024-01-01T00:00:00Z", :nan ##NaN}}
                        #_ {:process 0 :type :bad} #_ #_ [1 2] (3)
                        #jepsen.history.Op{:index 2, :time 19, :type :ok, :process 0, :f :write, :value 7,
                                           :id #uuid "f81d4fae-7dec-11d0-a765-00a0c91e6bf6" :c \\newline #_ :d}
                        ; and now for a read
                        #jepsen.history.Op{:index 3, :time 22, :type :invoke, :process 1, :f :read, :value nil}
                        #jepsen.history.Op{:index 4, :time 23, :type :ok, :process 1, :f :read, :value 7,
                                           :re #"a+", :trace #error{:via [{:type Exception}]}}
                        """)
                .decided();

        assertThat(verdict.format()).isEqualTo(FileFormat.KNOSSOS_EDN);
        assertThat(verdict.verdict()).isEqualTo(Verdict.VALID);
        assertThat(verdict.operations()).isEqualTo(2);
    }

    @Test
    void value_that_was_never_written_is_invalid_and_the_one_that_was_is_valid() {
        assertThat(history(READ_OF_7.formatted("7")).decided().verdict()).isEqualTo(Verdict.VALID);
        assertThat(history(READ_OF_7.formatted("8")).decided().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void carriage_returns_and_a_byte_order_mark_change_nothing() {
        String text = "\ufeff" + READ_OF_7.replace("\n", "\r\n");
        assertThat(history(text.formatted("7")).decided().verdict()).isEqualTo(Verdict.VALID);
        assertThat(history(text.formatted("8")).decided().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void compressed_file_is_read_like_the_plain_one() throws IOException {
        FileVerdict verdict = history(READ_OF_7.formatted("8")).decidedCompressed(0);
        assertThat(verdict.format()).isEqualTo(FileFormat.KNOSSOS_EDN);
        assertThat(verdict.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void truncated_compressed_file_is_an_error() {
        assertThatThrownBy(() ->
                        history(READ_OF_7.formatted("7")).as("knossos-edn").decidedCompressed(12))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("compressed data");
    }

    @Test
    void file_without_operations_is_inconclusive_because_nothing_was_proved() {
        for (String text :
                new String[] {"", " \n", "[]", "; nothing\n", "{:process :nemesis, :type :info, :f :kill}"}) {
            FileVerdict verdict = history(text).decided();
            assertThat(verdict.verdict()).as(text).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(verdict.operations()).isZero();
            assertThat(verdict.reason()).isEqualTo("no operation of the model cas-register was recorded");
        }
    }

    @Test
    void process_that_is_used_again_after_info_leaves_its_first_operation_open() {
        String text =
                """
                {:process 0, :type :invoke, :f :write, :value 7}
                {:process 0, :type :info, :f :write, :value 7, :error :timeout}
                {:process 0, :type :invoke, :f :read, :value nil}
                {:process 0, :type :ok, :f :read, :value 0}
                {:process 0, :type :invoke, :f :read, :value nil}
                {:process 0, :type :ok, :f :read, :value %s}
                """;
        assertThat(history(text.formatted("7")).decided().verdict())
                .as("it may take effect later")
                .isEqualTo(Verdict.VALID);
        assertThat(history(text.formatted("8")).decided().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void invocation_without_a_completion_may_take_effect_or_not() {
        String text =
                """
                {:process 0, :type :invoke, :f :write, :value 7}
                {:process 0, :type :invoke, :f :write, :value 8}
                {:process 1, :type :invoke, :f :read, :value nil}
                {:process 1, :type :ok, :f :read, :value %s}
                """;
        for (String value : new String[] {"0", "7", "8"}) {
            assertThat(history(text.formatted(value)).decided().verdict()).isEqualTo(Verdict.VALID);
        }
        assertThat(history(text.formatted("9")).decided().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void independent_values_are_split_by_their_key() {
        String text =
                """
                {:process 0, :type :invoke, :f :write, :value [:x 7]}
                {:process 0, :type :ok, :f :write, :value [:x 7]}
                {:process 0, :type :invoke, :f :cas, :value [:y [0 3]]}
                {:process 0, :type :ok, :f :cas, :value [:y [0 3]]}
                {:process 1, :type :invoke, :f :read, :value [:x nil]}
                {:process 1, :type :ok, :f :read, :value [:x %s]}
                """;
        assertThat(history(text.formatted("7")).decided().verdict()).isEqualTo(Verdict.VALID);
        assertThat(history(text.formatted("3")).decided().verdict()).isEqualTo(Verdict.INVALID);
        assertThat(history(text.formatted("7"))
                        .keyed(KeyDetection.NONE)
                        .decided()
                        .verdict())
                .as("one register never holds :y")
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void independent_histories_error_says_where_the_first_key_was() {
        String text =
                """
                {:process 0, :type :invoke, :f :read, :value [:x nil]}
                {:process 0, :type :ok, :f :read, :value [:z 1]}
                {:process 1, :type :invoke, :f :read, :value nil}
                """;
        assertThatThrownBy(() -> history(text).decided())
                .hasMessageContaining(":2:1: expected a completion on the key :x of its :invoke, found [:z 1]")
                .hasMessageContaining(":3:1: expected a vector of a key and a value, as at line 1, found nil");
    }

    @Test
    void compare_and_set_of_plain_values_is_not_taken_for_a_key() {
        String text =
                """
                {:process 0, :type :invoke, :f :cas, :value [0 3]}
                {:process 0, :type :ok, :f :cas, :value [0 3]}
                {:process 0, :type :invoke, :f :read, :value nil}
                {:process 0, :type :ok, :f :read, :value 3}
                """;
        assertThat(history(text).decided().verdict()).isEqualTo(Verdict.VALID);
        assertThatThrownBy(() -> history(text).keyed(KeyDetection.FIRST).decided())
                .hasMessageContaining(":3:1: expected a vector of a key and a value, found nil");
    }

    @Test
    void all_problems_are_reported_together_with_line_and_column() {
        String text =
                """
                [{:process 0, :type :invoke, :f :write, :value 7}
                 {:process 0, :type :done, :f :write, :value 7}
                 {:process 1, :type :ok, :f :read, :value 7}
                 {:process 1, :type :invoke :f}
                 {:process 2, :type :invoke, :f :cas, :value (1 2}
                 {:process 3, :f :read}
                 {:process 0, :type :ok, :f :read, :value 7}]
                """;
        assertThatThrownBy(() -> history(text).decided())
                .isInstanceOfSatisfying(FormatException.class, e -> assertThat(e.problems())
                        .extracting(problem -> problem.line() + ":" + problem.column() + ": " + problem.message())
                        .containsExactly(
                                "2:2: expected :type :invoke, :ok, :fail or :info, found :done",
                                "3:2: expected an :invoke of read by process 1 before its completion, found none",
                                "4:31: expected a value for the key :f, found '}'",
                                "5:50: expected a value or ')' for the collection at line 5, column 46, found '}'",
                                "6:2: expected a map with :type, found {:process 3, :f :read}",
                                "7:2: expected the completion of write of process 0 (line 1), found read"));
    }

    @Test
    void too_many_problems_stop_the_reading() {
        assertThatThrownBy(() -> history("{:process 1, :type :ok, :f :read, :value 7}\n".repeat(100))
                        .decided())
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.problems()).hasSize(ProblemCollector.MAX_PROBLEMS))
                .hasMessageEndingWith(": these are the first 20 problems; the rest was not read");
    }

    @Test
    void file_that_is_truncated_within_a_map_is_an_error_at_its_end() {
        assertThatThrownBy(() ->
                        history("[{:process 0, :type :invoke, :f :read, :val").decided())
                .hasMessageEndingWith("history:1:44: expected a value, found the end of the file");
    }

    @Test
    void vector_that_is_not_closed_is_an_error() {
        assertThatThrownBy(() ->
                        history("[{:process 0, :type :invoke, :f :read}\n").decided())
                .hasMessageContaining(":2:1: expected a map such as")
                .hasMessageEndingWith("or ']', found the end of the file");
    }

    @Test
    void unbounded_nesting_is_an_error_and_not_an_overflow() {
        assertThatThrownBy(() -> history("{:a " + "[".repeat(100_000)).decided())
                .hasMessageContaining("expected values nested no deeper than 1000");
        assertThatThrownBy(() -> history("{:a " + "#_".repeat(100_000)).decided())
                .hasMessageContaining("expected no more than 1000 of #_ one after another");
    }

    @Test
    void malformed_utf_8_is_an_error_at_its_position() {
        byte[] bytes = "{:process 0, :type :invoke, :f :write, :value \"a?\"}".getBytes(StandardCharsets.ISO_8859_1);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xe9;
        assertThatThrownBy(() -> history("").decided(bytes)).hasMessageContaining("expected valid UTF-8");
    }

    @Test
    void buffer_boundary_at_any_position_changes_nothing() {
        for (int blanks = 0; blanks < 60; blanks++) {
            String padding = ";" + "x".repeat((1 << 14) - 60 + blanks) + "\n#_ 1 ";
            assertThat(history(padding + READ_OF_7.formatted("8"))
                            .as("knossos-edn")
                            .decided()
                            .verdict())
                    .isEqualTo(Verdict.INVALID);
        }
    }
}
