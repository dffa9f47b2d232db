package dev.stampede.checker.checks.notification;

import static dev.stampede.checker.checks.notification.NotificationHistoryBuilder.TASK;
import static dev.stampede.checker.checks.notification.NotificationHistoryBuilder.answered;
import static dev.stampede.checker.checks.notification.NotificationHistoryBuilder.begun;
import static dev.stampede.checker.checks.notification.NotificationHistoryBuilder.kinds;
import static dev.stampede.checker.checks.notification.NotificationHistoryBuilder.working;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Track;
import dev.stampede.checker.registry.Checks;
import org.junit.jupiter.api.Test;

/**
 * What client 1, the coordinator, sees of the statuses that client 2 writes. For the time limits see {@link
 * NotificationHistoryBuilder}.
 */
class CoordinatorRulesTest {
    /**
     * <pre>
     * client 2   reports "working" |=|   answers "done" |=| at 0.400 s
     * client 1                    sees "working" .......................... still at 3.700 s, at 3.701 s
     * </pre>
     */
    @Test
    void last_status_that_is_not_seen_in_time_was_missed() {
        assertThat(missed(3_700).kinds()).isEmpty();

        CheckResult late = missed(3_701).check();
        assertThat(kinds(late)).containsExactly("missed-status!");
        assertThat(late.anomalies().get(0).blame()).isEqualTo(Blame.RECIPE);
        assertThat(late.anomalies().get(0).headline())
                .startsWith("client 1 still took \"working\" (mzxid 0x11) for the status of /n/j/c2/t/status at 3.700"
                        + " s, although client 2 had written \"done\" (mzxid 0x12) by 0.400 s; client 1 was connected"
                        + " and undisturbed for 3.3 s");
        assertThat(late.anomalies().get(0).because().get(0)).startsWith("the limit is 3.3 s = ");
    }

    private static NotificationHistoryBuilder missed(long until) {
        return answered().sees(1, TASK, "working", 0x11, 310).until(until);
    }

    @Test
    void first_status_that_is_never_seen_was_missed_and_statuses_of_withdrawn_tasks_were_not() {
        CheckResult result = answered().until(20_000).check();
        assertThat(kinds(result)).containsExactly("missed-status!");
        assertThat(result.anomalies().get(0).headline())
                .startsWith("client 1 had seen no status of /n/j/c2/t/status at");

        assertThat(answered().withdraws(1, TASK, 3_600).until(20_000).kinds()).isEmpty();
        assertThat(answered().endsCoordination(1, 3_600).until(20_000).kinds()).isEmpty();
    }

    @Test
    void next_coordinator_must_see_the_statuses_of_tasks_that_it_listed() {
        NotificationHistoryBuilder next =
                answered().endsCoordination(1, 500).coordinates(1, 5_000, 5_100).until(8_401);
        assertThat(next.kinds()).containsExactly("missed-status!");

        assertThat(begun().endsCoordination(1, 50)
                        .coordinates(1, 5_000, 5_100)
                        .mayAssign(2, TASK, 100)
                        .receives(2, TASK, 0x10, 200)
                        .answers(2, TASK, "done", 0x12, 400)
                        .until(20_000)
                        .check()
                        .coverage()
                        .reasons())
                .as("its assignment was not acknowledged, so it may have appeared after the list")
                .isEqualTo("no coordinator knew its task");
    }

    @Test
    void member_that_returns_an_old_status_long_after_a_newer_one_is_at_fault() {
        CheckResult result = answered()
                .sees(1, TASK, "working", 0x11, 310)
                .cutOff(1, 500, 30_000)
                .readsStatus(1, TASK, 0x11, 30_100)
                .until(40_000)
                .check();

        assertThat(kinds(result)).containsExactly("missed-status!");
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(result.anomalies().get(0).headline()).contains("; its member returned an older state at 30.100 s");
    }

    @Test
    void earlier_statuses_may_coalesce() {
        assertThat(answered()
                        .sees(1, TASK, "done", 0x12, 3_600)
                        .until(20_000)
                        .check()
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void status_that_nobody_wrote_or_that_has_another_mzxid_is_unknown() {
        assertThat(answered().sees(1, TASK, "failed", 0x12, 500).until(1_000).kinds())
                .containsExactly("unknown-status!");
        assertThat(answered().sees(1, TASK, "done", 0x11, 500).until(1_000).kinds())
                .containsExactly("unknown-status!");
        assertThat(answered().sees(1, TASK, "done", 0x12, 399).until(1_000).kinds())
                .as("seen before it was written")
                .containsExactly("unknown-status!");
        assertThat(working()
                        .mayAnswer(2, TASK, "done", 400)
                        .sees(1, TASK, "done", 0x99, 500)
                        .until(1_000)
                        .kinds())
                .as("a write with a lost response may have any mzxid")
                .isEmpty();
    }

    @Test
    void view_that_goes_back_is_a_violation_in_one_session_and_a_caveat_across_sessions() {
        NotificationHistoryBuilder back = answered().sees(1, TASK, "done", 0x12, 500);
        assertThat(back.sees(1, TASK, "working", 0x11, 600).until(1_000).kinds())
                .containsExactly("status-went-back!");

        CheckResult other = answered()
                .sees(1, TASK, "done", 0x12, 500)
                .state(1, SessionState.CONNECTED, 0xd1, 550)
                .sees(1, TASK, "working", 0x11, 600)
                .until(1_000)
                .check();
        assertThat(kinds(other)).containsExactly("status-went-back?");

        CheckResult ensemble = answered()
                .readsStatus(1, TASK, 0x12, 490)
                .sees(1, TASK, "done", 0x12, 500)
                .readsStatus(1, TASK, 0x11, 590)
                .sees(1, TASK, "working", 0x11, 600)
                .until(1_000)
                .check();
        assertThat(ensemble.anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void absent_view_after_a_status_goes_back_to_nothing_that_has_a_zxid() {
        assertThat(answered()
                        .sees(1, TASK, "done", 0x12, 500)
                        .seesNone(1, TASK, 600)
                        .until(20_000)
                        .kinds())
                .isEmpty();
    }

    @Test
    void picture_shows_how_long_a_task_was_not_received_and_a_status_not_seen() {
        Track track = Checks.of(NotificationsCheck.NAME)
                .picture(missed(20_000).history())
                .get(0);

        assertThat(track.name()).isEqualTo("Tasks of /n/j");
        assertThat(track.lanes())
                .extracting(Track.Lane::name)
                .containsExactly("coordinator", "c2 works", "not received", "not seen");
        assertThat(track.lanes().get(2).spans())
                .extracting(span -> span.label() + " " + span.severity() + " " + span.fromNanos() / 1_000_000 + " to "
                        + span.atNanos() / 1_000_000)
                .containsExactly("c2/t QUIET 100 to 200");
        assertThat(track.lanes().get(3).spans())
                .extracting(span -> span.label() + " " + span.severity() + " " + span.fromNanos() / 1_000_000 + " to "
                        + span.atNanos() / 1_000_000)
                .containsExactly("working QUIET 300 to 310", "done NOTICE 400 to 20000");
    }
}
