package dev.stampede.checker.checks.registers;

import static dev.stampede.checker.checks.registers.RegisterHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A group with the members a and b. */
class TransactionsCheckTest {
    private static final TransactionsCheck CHECK =
            TransactionsCheck.of(new CheckSpec(TransactionsCheck.NAME, Map.of()));

    private static RegisterHistoryBuilder multi(Outcome outcome) {
        return RegisterHistoryBuilder.of(2).multi(1, "/g", "t1", 3, outcome, 1);
    }

    @Test
    void multi_that_is_read_as_a_whole_at_one_zxid_is_valid() {
        CheckResult result = RegisterHistoryBuilder.of(2)
                .set(2, "/g/guard", 3, 0x10)
                .multi(1, "/g", "t1", 3, Outcome.OK, 1)
                .member(2, "/g/a", "t1", 0x11)
                .member(2, "/g/b", "t1", 0x11)
                .snapshot(2, "/g", "t1", 0x11, "t1", 0x11)
                .set(2, "/g/guard", 4, 0x12)
                .check(CHECK);

        assertThat(kinds(result)).isEmpty();
        assertThat(result.scope()).startsWith("4 reads of tags");
        assertThat(result.coverage()).isEqualTo(Coverage.of("multis", 1));
    }

    @Test
    void members_that_are_set_at_two_zxids_are_a_torn_write() {
        CheckResult result = multi(Outcome.OK)
                .member(1, "/g/a", "t1", 0x11)
                .member(2, "/g/b", "t1", 0x12)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("torn-write!");
        assertThat(result.anomalies().get(0).headline())
                .startsWith("the multi of t1 was read at two zxids, 0x11 and 0x12");
    }

    @Test
    void multi_that_the_library_sent_again_and_that_happened_twice_is_a_caveat() {
        CheckResult result = RegisterHistoryBuilder.of(2)
                .multi(1, "/g", "t1", 3, Outcome.OK, 2)
                .member(2, "/g/a", "t1", 0x11)
                .member(2, "/g/a", "t1", 0x12)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("applied-twice?");
    }

    @Test
    void snapshot_of_two_states_is_a_torn_read() {
        CheckResult result = multi(Outcome.OK)
                .multi(1, "/g", "t2", 3, Outcome.OK, 1)
                .snapshot(2, "/g", "t2", 0x12, "t1", 0x11)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("torn-read!");
    }

    @Test
    void member_that_is_read_from_before_another_in_one_session_is_a_torn_read() {
        RegisterHistoryBuilder history =
                multi(Outcome.OK).multi(1, "/g", "t2", 3, Outcome.OK, 1).member(2, "/g/a", "t2", 0x12);

        assertThat(kinds(history.member(1, "/g/b", "t1", 0x11).check(CHECK))).isEmpty();
        assertThat(kinds(history.member(2, "/g/b", "t1", 0x11).check(CHECK))).containsExactly("torn-read!");
    }

    @Test
    void refused_multi_that_is_read_is_a_violation() {
        CheckResult result = multi(Outcome.FAILED).member(2, "/g/a", "t1", 0x11).check(CHECK);

        assertThat(kinds(result)).containsExactly("refused-and-applied!");
    }

    @Test
    void indeterminate_multi_may_be_read() {
        CheckResult result =
                multi(Outcome.INDETERMINATE).member(2, "/g/a", "t1", 0x11).check(CHECK);

        assertThat(kinds(result)).isEmpty();
    }

    @Test
    void multi_after_the_guard_was_raised_ignored_its_check() {
        CheckResult result = RegisterHistoryBuilder.of(2)
                .set(2, "/g/guard", 4, 0x10)
                .multi(1, "/g", "t1", 3, Outcome.OK, 1)
                .member(2, "/g/a", "t1", 0x11)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("check-ignored!");
        assertThat(result.anomalies().get(0).headline())
                .startsWith("the multi of t1 checked that the guard has version 3 and took effect at 0x11, although the"
                        + " guard got version 4 at 0x10");
    }

    @Test
    void check_that_was_ignored_is_ZooKeepers_fault_only_if_clients_are_known_to_have_sent_it() {
        RegisterHistoryBuilder history = RegisterHistoryBuilder.of(2)
                .set(2, "/g/guard", 4, 0x10)
                .multi(1, "/g", "t1", 3, Outcome.OK, 1)
                .member(2, "/g/a", "t1", 0x11);

        assertThat(history.check(CHECK).anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(history.variant("unchecked-multi")
                        .check(CHECK)
                        .anomalies()
                        .get(0)
                        .blame())
                .isEqualTo(Blame.RECIPE);
    }

    @Test
    void torn_write_of_a_multi_that_was_sent_once_is_ZooKeepers_fault_otherwise_the_recipes() {
        for (int sent : new int[] {1, 0}) {
            CheckResult result = RegisterHistoryBuilder.of(2)
                    .multi(1, "/g", "t1", 3, Outcome.OK, sent)
                    .member(1, "/g/a", "t1", 0x11)
                    .member(2, "/g/b", "t1", 0x12)
                    .check(CHECK);

            assertThat(result.anomalies().get(0).blame()).isEqualTo(sent == 1 ? Blame.ZOOKEEPER : Blame.RECIPE);
        }
    }

    @Test
    void multi_before_the_guard_got_the_version_ignored_its_check() {
        CheckResult result = RegisterHistoryBuilder.of(2)
                .multi(1, "/g", "t1", 3, Outcome.OK, 1)
                .member(2, "/g/a", "t1", 0x11)
                .set(2, "/g/guard", 3, 0x12)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("check-ignored!");
    }
}
