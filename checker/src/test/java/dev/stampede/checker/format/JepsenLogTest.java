package dev.stampede.checker.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.edn.FormatException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that Jepsen logs, old and new. */
class JepsenLogTest {
    @TempDir
    private Path folder;

    private HistoryText log(String text) {
        return HistoryText.in(folder, text);
    }

    @Test
    void lines_of_a_newer_jepsen_with_times_threads_and_errors_are_read() {
        String text =
                """
                2024-01-01 12:00:00,123{GMT}\tINFO\t[jepsen worker 0] jepsen.util: 0\t:invoke\t:write\t1
                2024-01-01 12:00:00,124{GMT}\tINFO\t[jepsen nemesis] jepsen.util: :nemesis\t:info\t:start\t[:a "b c"]
                2024-01-01 12:00:00,125{GMT}\tINFO\t[jepsen worker 0] jepsen.util: 0\t:info\t:write\t1\t:timeout
                2024-01-01 12:00:00,126{GMT}\tWARN\t[jepsen worker 1] jepsen.core: nothing of ours {
                2024-01-01 12:00:00,127{GMT}\tINFO\t[jepsen worker 1] jepsen.util: 1\t:invoke\t:read\tnil
                2024-01-01 12:00:00,128{GMT}\tINFO\t[jepsen worker 1] jepsen.util: 1\t:ok\t:read\t%s
                """;
        assertThat(log(text.formatted("1")).decided().format()).isEqualTo(FileFormat.JEPSEN_LOG);
        assertThat(log(text.formatted("1")).decided().verdict()).isEqualTo(Verdict.VALID);
        assertThat(log(text.formatted("nil")).decided().verdict()).isEqualTo(Verdict.VALID);
        assertThat(log(text.formatted("2")).decided().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void write_that_failed_because_it_timed_out_is_indeterminate() {
        String text =
                """
                INFO  jepsen.util - 0\t:invoke\t:write\t1
                INFO  jepsen.util - 0\t:fail\t:write\t%s
                INFO  jepsen.util - 1\t:invoke\t:read\tnil
                INFO  jepsen.util - 1\t:ok\t:read\t1
                """;
        assertThat(log(text.formatted(":timed-out")).decided().verdict()).isEqualTo(Verdict.VALID);
        assertThat(log(text.formatted("1\t:timed-out")).decided().verdict()).isEqualTo(Verdict.VALID);
        assertThat(log(text.formatted("1")).decided().verdict())
                .as("it did not happen")
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void keys_in_the_values_are_split_off() {
        String text =
                """
                INFO  jepsen.util - 0\t:invoke\t:write\t[1 5]
                INFO  jepsen.util - 0\t:ok\t:write\t[1 5]
                INFO  jepsen.util - 1\t:invoke\t:read\t[2 nil]
                INFO  jepsen.util - 1\t:ok\t:read\t[2 %s]
                """;
        assertThat(log(text.formatted("nil")).decided().verdict()).isEqualTo(Verdict.VALID);
        assertThat(log(text.formatted("5")).decided().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void all_problems_are_reported_together_and_a_line_does_not_affect_the_next() {
        String text =
                """
                INFO  jepsen.util - 0\t:invoke\t:cas\t[1 2
                INFO  jepsen.util - 1\t:invoke\t:read\tnil
                INFO  jepsen.util - 1\t:maybe\t:read\t3
                INFO  jepsen.util - 2\t:ok\t:read\t3
                INFO  jepsen.util - 3\t:invoke\t:write\t"a
                """;
        assertThatThrownBy(() -> log(text).decided()).isInstanceOfSatisfying(FormatException.class, e -> assertThat(
                        e.problems())
                .extracting(problem -> problem.line() + ":" + problem.column() + ": " + problem.message())
                .containsExactly(
                        "1:40: expected ']' for the collection at line 1, column 36, found the end of the" + " line",
                        "3:36: expected :invoke, :ok, :fail or :info, found \":maybe\"",
                        "4:33: expected an :invoke of read by process 2 before its completion, found none",
                        "5:38: expected a string that ends with '\"', found the end of the line"));
    }

    @Test
    void line_that_is_truncated_before_its_value_is_an_error() {
        assertThatThrownBy(() -> log("INFO  jepsen.util - 0\t:invoke\t:read\tnil\nINFO  jepsen.util - 0\t:ok\t:read")
                        .decided())
                .hasMessageEndingWith(":2:32: expected a value and the end of the line: the file seems to be truncated,"
                        + " found the end of the file");
    }

    @Test
    void carriage_returns_and_no_last_line_feed_change_nothing() {
        String text = "INFO  jepsen.util - 0\t:invoke\t:read\tnil\r\nINFO  jepsen.util - 0\t:ok\t:read\t4";
        assertThat(log(text).decided().verdict()).isEqualTo(Verdict.INVALID);
        assertThat(log(text.replace("4", "nil\r\n")).decided().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void text_without_any_such_line_is_an_error_and_an_empty_one_inconclusive() {
        assertThatThrownBy(() -> log("hello\nworld\n").as("jepsen-log").decided())
                .hasMessageEndingWith(":1:1: expected lines such as INFO  jepsen.util - PROCESS"
                        + " :invoke|:ok|:fail|:info :function VALUE, found none");
        assertThat(log("").as("jepsen-log").decided().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
