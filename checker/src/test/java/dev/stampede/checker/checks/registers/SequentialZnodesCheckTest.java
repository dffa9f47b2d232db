package dev.stampede.checker.checks.registers;

import static dev.stampede.checker.checks.registers.RegisterHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequentialZnodesCheckTest {
    private static final SequentialZnodesCheck CHECK =
            SequentialZnodesCheck.of(new CheckSpec(SequentialZnodesCheck.NAME, Map.of()));

    @Test
    void suffixes_that_increase_with_gaps_are_valid() {
        CheckResult result = RegisterHistoryBuilder.of(2)
                .sequential(1, "/s", "t1", "/s/t1-0000000001", 0x11)
                .sequential(2, "/s", "t2", "/s/t2-0000000004", 0x12)
                .seen("/s/t1-0000000001", 0x11)
                .seen("/other/t1-0000000009", 0x20)
                .check(CHECK);

        assertThat(kinds(result)).isEmpty();
        assertThat(result.scope()).startsWith("2 sequential creates below 1 parent");
        assertThat(result.coverage()).isEqualTo(Coverage.of("sequential znodes", 2));
    }

    @Test
    void suffix_of_two_znodes_is_a_violation() {
        CheckResult result = RegisterHistoryBuilder.of(2)
                .sequential(1, "/s", "t1", "/s/t1-0000000001", 0x11)
                .sequential(2, "/s", "t2", "/s/t2-0000000001", 0x12)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("suffix-twice!");
    }

    @Test
    void violation_lasts_until_both_znodes_are_known_and_not_until_the_end_of_the_history() {
        RegisterHistoryBuilder history = RegisterHistoryBuilder.of(2)
                .sequential(1, "/s", "t1", "/s/t1-0000000001", 0x11)
                .sequential(2, "/s", "t2", "/s/t2-0000000001", 0x12);
        Anomaly early = history.check(CHECK).anomalies().get(0);
        Anomaly late = history.sequential(1, "/s", "t3", "/s/t3-0000000005", 0x13)
                .check(CHECK)
                .anomalies()
                .get(0);

        assertThat(late.fromNanos()).isEqualTo(early.fromNanos());
        assertThat(late.toNanos()).isEqualTo(early.toNanos());
        assertThat(early.fromNanos()).isLessThan(early.toNanos());
    }

    @Test
    void smaller_suffix_of_a_later_znode_is_a_violation() {
        CheckResult result = RegisterHistoryBuilder.of(2)
                .sequential(1, "/s", "t1", "/s/t1-0000000004", 0x11)
                .sequential(2, "/s", "t2", "/s/t2-0000000003", 0x12)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("suffix-order!");
    }

    @Test
    void create_that_created_two_znodes_is_a_violation() {
        CheckResult result = RegisterHistoryBuilder.of(1)
                .seen("/s/t1-0000000004", 0x11)
                .sequential(1, "/s", "t1", "/s/t1-0000000005", 0x12)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("created-twice!");
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("operation 0 of client 1 (createSequential t1, OK) created 2 znodes: /s/t1-0000000004,"
                        + " /s/t1-0000000005");
    }

    @Test
    void protected_create_is_identified_by_its_tag() {
        CheckResult result = RegisterHistoryBuilder.of(1)
                .seen("/s/_c_7c0a-11-t1-0000000004", 0x11)
                .sequential(1, "/s", "t1", "/s/_c_7c0a-12-t1-0000000005", 0x12)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("created-twice!");
    }
}
