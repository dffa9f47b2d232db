package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.locks.MutualExclusionCheck;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.testing.FaultScope;
import org.junit.jupiter.api.Test;

/**
 * A user's lock with its own handles in a secured ensemble. The news of a session's end is overdue after 1200 ms of
 * lag, 2666 ms of silence and 100 ms; the recovery budget is 4 s.
 */
class UnknownSessionTest {
    private static final String CLASS = "com.example.RawLock";

    private static LockHistoryBuilder history() {
        return LockHistoryBuilder.of(0)
                .variant(CLASS)
                .opened(1, "worker-1", 0)
                .opened(2, "worker-2", 0)
                .bound("recovery", 4000);
    }

    private static void granted(LockHistoryBuilder history, int client, long at) {
        int op = history.invoked(client, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, at - 1);
        history.completed(op, Outcome.OK, null, null, 0, 0, 0, at);
    }

    private static void released(LockHistoryBuilder history, int client, long at) {
        int op = history.invoked(client, LockHistoryBuilder.KEY, Release.EXCLUSIVE, at);
        history.completed(op, Outcome.OK, Custom.DONE.text(), null, 0, 0, 0, at + 1);
    }

    /** Client 1 holds from 1000 ms on, client 2 from 5000 to 9000 ms; client 1 doubts or releases at {@code end}. */
    private static LockHistoryBuilder overlap(long end) {
        LockHistoryBuilder history = history();
        granted(history, 1, 1000);
        granted(history, 2, 5000);
        if (end < 9000) {
            released(history, 1, end);
        }
        released(history, 2, 9000);
        return history.ended(10_000);
    }

    private static CheckResult judge(LockHistoryBuilder history, boolean doubts) {
        return history.checkNamed(MutualExclusionCheck.NAME, "doubts=" + doubts);
    }

    private static FaultScope partition() {
        return FaultScope.of("partition", "leader").members(1);
    }

    @Test
    void overlap_that_nothing_can_excuse_is_a_violation() {
        CheckResult result = judge(overlap(5010), true);

        assertThat(kinds(result)).containsExactly("disciplined-overlap!");
        Anomaly anomaly = result.violations().get(0);
        assertThat(anomaly.blame()).isEqualTo(Blame.USER_CODE);
        assertThat(anomaly.because())
                .anyMatch(step -> step.equals("disciplined view: from the grant of client 1 (lock-1) at 1.000 s to that"
                        + " of the other, no fault acted, none was healed within 4.000 s before, and no JVM stalled:"
                        + " nothing could end its session"));
    }

    @Test
    void overlap_of_a_class_that_cannot_doubt_is_a_violation_if_nothing_can_excuse_it() {
        assertThat(kinds(judge(overlap(5010), false))).containsExactly("belief-overlap!");
        assertThat(kinds(judge(overlap(5010).fault(partition(), 2000, 3000), false)))
                .containsExactly("belief-overlap?");
    }

    @Test
    void session_may_have_ended_if_a_fault_acted_or_was_healed_just_before() {
        assertThat(kinds(judge(overlap(5010).fault(partition(), 2000, 3000), true)))
                .containsExactly("disciplined-overlap?");

        LockHistoryBuilder history = history().fault(partition(), 500, 900);
        granted(history, 1, 1000);
        granted(history, 2, 4500);
        assertThat(kinds(judge(history.ended(4600), true))).containsExactly("disciplined-overlap?");
    }

    @Test
    void session_may_have_ended_if_a_jvm_stalled_for_long() {
        assertThat(kinds(judge(overlap(5010).stalls("worker-1", 2000, 2130), true)))
                .containsExactly("disciplined-overlap!");
        assertThat(kinds(judge(overlap(5010).stalls("worker-1", 2000, 2140), true)))
                .containsExactly("disciplined-overlap?");
    }

    @Test
    void overlap_is_a_violation_once_the_news_of_the_sessions_end_is_overdue() {
        assertThat(kinds(judge(overlap(8960).fault(partition(), 2000, 3000), true)))
                .containsExactly("disciplined-overlap?");

        CheckResult overdue = judge(overlap(8970).fault(partition(), 2000, 3000), true);

        assertThat(kinds(overdue)).containsExactly("disciplined-overlap!");
        assertThat(overdue.violations().get(0).because())
                .anyMatch(step -> step.contains("((syncLimit + 1)·tickTime = 1200 ms for its member, ⅔ of the"
                        + " session timeout = 2666 ms for the client, 100 ms): by 8.966 s it had to doubt"));
    }

    @Test
    void news_is_not_overdue_while_a_jvm_stalls_or_a_member_is_paused_or_cut_one_way() {
        assertThat(kinds(judge(overlap(8970).fault(partition(), 2000, 3000).stalls("worker-1", 6000, 6100), true)))
                .containsExactly("disciplined-overlap?");
        assertThat(kinds(judge(
                        overlap(8970).fault(FaultScope.of("pause", "leader").members(1), 4500, 6000), true)))
                .containsExactly("disciplined-overlap?");
        FaultScope oneWay = FaultScope.of("partition", "one-way").members(2).links(java.util.List.of("1->2", "3->2"));
        assertThat(kinds(judge(overlap(8970).fault(oneWay, 4500, 6000), true))).containsExactly("disciplined-overlap?");
    }

    @Test
    void coverage_says_that_the_server_view_places_no_hold() {
        assertThat(judge(overlap(4000), true).scope()).contains("2 holds with an unknown znode or zxid");
        assertThat(kinds(judge(overlap(4000), true))).isEmpty();
    }
}
