package dev.stampede.checker.checks.exclusion.elections;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.LockInput.SampleLeadership;
import dev.stampede.checker.history.data.OperationOutput.Leadership;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.testing.FaultScope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Masterless times. The time limit of these histories is 9.3 s. */
class ReElectionCheckTest {
    /** Client 1 is the master from 100 to 1000. */
    private static LockHistoryBuilder resigned(int clients) {
        LockHistoryBuilder history = LockHistoryBuilder.of(clients);
        history.grant(1, 0x10, 0x10, 100);
        history.release(1, 0x10, 0x11, 1000);
        return history;
    }

    @Test
    void next_master_within_the_time_limit_is_valid() {
        LockHistoryBuilder history = resigned(2);
        history.grant(2, 0x12, 0x12, 9000);
        CheckResult result = history.ended(9500).checkNamed(ReElectionCheck.NAME);

        assertThat(kinds(result)).isEmpty();
        assertThat(result.scope())
                .startsWith(
                        "the longest masterless time 8 s, the limit 9.3 s (session timeout + tickTime + tickTime/2 = 3300 ms");
    }

    @Test
    void no_master_beyond_the_time_limit_although_a_candidate_is_connected_is_masterless() {
        CheckResult result = resigned(2).ended(13000).checkNamed(ReElectionCheck.NAME);

        assertThat(kinds(result)).containsExactly("masterless!");
        assertThat(result.violations().get(0).headline()).isEqualTo("there was no master of /locks/a for 12 s");
    }

    @Test
    void run_without_any_master_is_masterless_from_the_beginning() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 10);

        assertThat(kinds(history.ended(13000).checkNamed(ReElectionCheck.NAME))).containsExactly("masterless!");
    }

    @Test
    void object_that_never_had_a_master_is_masterless_though_another_had() {
        LockHistoryBuilder history = resigned(2);
        history.grant(1, 0x12, 0x12, 1100);
        history.invoked(2, "/locks/b", Acquire.EXCLUSIVE, 10);

        CheckResult result = history.ended(10500).checkNamed(ReElectionCheck.NAME);

        assertThat(kinds(result)).containsExactly("masterless!");
        assertThat(result.violations().get(0).headline()).startsWith("there was no master of /locks/b for ");
    }

    @Test
    void object_that_never_had_a_master_is_inconclusive_if_nobody_asked_for_it_for_long() {
        LockHistoryBuilder history = resigned(2);
        history.grant(1, 0x12, 0x12, 1100);
        history.completed(history.invoked(2, "/locks/b", Acquire.EXCLUSIVE, 10), Outcome.FAILED, "not in time", 5000);

        CheckResult result = history.ended(10500).checkNamed(ReElectionCheck.NAME);

        assertThat(result.reason())
                .isEqualTo(
                        "there was never a master of /locks/b, and no candidate was connected and undisturbed for longer"
                                + " than the limit");
        assertThat(result.coverage().notJudgedCount()).isEqualTo(1);
    }

    @Test
    void candidates_that_are_not_connected_long_enough_excuse_it() {
        LockHistoryBuilder history = resigned(1);
        for (long at = 2000; at < 20000; at += 4000) {
            history.state(1, SessionState.SUSPENDED, at).state(1, SessionState.RECONNECTED, at + 100);
        }

        assertThat(kinds(history.ended(20000).checkNamed(ReElectionCheck.NAME))).isEmpty();
    }

    /**
     * Two candidates of a user's class with its own handles, of which one leads from 100 to 1000. The limit is 11.6 s.
     */
    private static LockHistoryBuilder unrecorded() {
        LockHistoryBuilder history = LockHistoryBuilder.of(0)
                .variant("com.example.RawElection")
                .opened(1, LockHistoryBuilder.HARNESS, 0)
                .opened(2, LockHistoryBuilder.HARNESS, 0)
                .bound("recovery", 4000);
        sampled(history, 1, true, 100);
        sampled(history, 1, true, 1000);
        return history;
    }

    private static void sampled(LockHistoryBuilder history, int client, boolean leads, long at) {
        int op = history.invoked(client, LockHistoryBuilder.KEY, new SampleLeadership(), at);
        history.completed(op, Outcome.OK, new Leadership(leads).text(), null, 0, 0, 0, at + 1);
    }

    @Test
    void candidate_whose_sessions_are_not_recorded_counts_as_connected_while_no_fault_acts() {
        LockHistoryBuilder history = unrecorded();
        sampled(history, 2, false, 12_500);
        assertThat(kinds(history.ended(12_600).checkNamed(ReElectionCheck.NAME)))
                .isEmpty();

        sampled(history, 2, false, 14_000);
        assertThat(kinds(history.ended(14_100).checkNamed(ReElectionCheck.NAME)))
                .containsExactly("masterless!");

        history.fault(FaultScope.of("partition", "leader").members(1), 2000, 3000);
        assertThat(kinds(history.ended(14_100).checkNamed(ReElectionCheck.NAME)))
                .isEmpty();
    }

    @Test
    void time_of_a_fault_of_members_does_not_count() {
        LockHistoryBuilder history = resigned(2);
        history.fault(FaultScope.of("partition", "all").members(1, 2, 3).links(List.of("1->2")), 1500, 6000);

        assertThat(kinds(history.ended(13000).checkNamed(ReElectionCheck.NAME))).isEmpty();
        assertThat(kinds(history.ended(17000).checkNamed(ReElectionCheck.NAME))).containsExactly("masterless!");
    }

    @Test
    void fault_of_the_last_master_does_not_excuse_the_others() {
        LockHistoryBuilder history = resigned(2);
        history.fault(FaultScope.of("session-expiry", "cut").clients(1).links(List.of("c1->1")), 1500, 11000);

        assertThat(kinds(history.ended(13000).checkNamed(ReElectionCheck.NAME))).containsExactly("masterless!");
    }

    @Test
    void master_that_doubts_does_not_count() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.state(1, SessionState.SUSPENDED, 1000).doubts(1, 1010);

        assertThat(kinds(history.ended(13000).checkNamed(ReElectionCheck.NAME))).containsExactly("masterless!");
    }

    @Test
    void masters_of_the_days_of_one_parent_follow_each_other_with_dated_keys() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        for (int day = 0; day < 3; day++) {
            int op = history.invoked(1, "/master/2026-11-2" + day, Acquire.EXCLUSIVE, 100 + 6000L * day);
            history.completed(op, Outcome.OK, null, null, 0xc1, 0x10L + day, 0x10L + day, 110 + 6000L * day);
            history.invoked(1, "/master/2026-11-2" + day, Release.EXCLUSIVE, 5000 + 6000L * day);
        }

        assertThat(kinds(history.ended(18000).checkNamed(ReElectionCheck.NAME, "dated=true")))
                .isEmpty();
        assertThat(kinds(history.ended(18000).checkNamed(ReElectionCheck.NAME)))
                .isNotEmpty()
                .containsOnly("masterless!");
    }
}
