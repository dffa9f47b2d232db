package dev.stampede.checker.checks.notification;

import static dev.stampede.checker.checks.notification.NotificationHistoryBuilder.TASK;
import static dev.stampede.checker.checks.notification.NotificationHistoryBuilder.answered;
import static dev.stampede.checker.checks.notification.NotificationHistoryBuilder.begun;
import static dev.stampede.checker.checks.notification.NotificationHistoryBuilder.kinds;
import static dev.stampede.checker.checks.notification.NotificationHistoryBuilder.received;
import static dev.stampede.checker.checks.notification.NotificationHistoryBuilder.working;
import static dev.stampede.checker.registry.OutOfTime.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.TaskInput;
import dev.stampede.checker.registry.Checks;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Client 1 coordinates, and client 2 works. For the time limits see {@link NotificationHistoryBuilder}.
 */
class NotificationsCheckTest {
    private final NotificationHistoryBuilder history = begun();

    @Test
    void tasks_that_are_answered_once_and_statuses_that_are_seen_are_valid_and_the_limits_are_reported() {
        CheckResult result =
                answered().sees(1, TASK, "done", 0x12, 500).until(20_000).check("work=200");

        assertThat(result.verdict()).as(result.scope()).isEqualTo(Verdict.VALID);
        assertThat(result.coverage().text()).isEqualTo("4 notifications judged");
        assertThat(result.scope())
                .isEqualTo("1 task, 1 status znode; a task was received within 100 ms, a status was seen within 200 ms;"
                        + " time limits without disturbance: delivery 3.3 s = ⅔·T 2000 ms for the event + (syncLimit +"
                        + " 1)·tickTime 1200 ms for its member + the slowest refresh 0 s + 100 ms; answer 5.2 s = the"
                        + " work of 200 ms + 2 requests x 2/3 of the session timeout of 3 s + 1 s");
    }

    @Test
    void run_without_tasks_or_settings_is_inconclusive() {
        assertThat(begun().check().reason()).isEqualTo("no task was assigned or received");
        assertThat(answered().settings(null).check().reason())
                .isEqualTo("the session timeout or the settings of the ensemble are unknown");
        assertThatThrownBy(() -> Checks.of(NotificationHistoryBuilder.spec(NotificationsCheck.NAME, "work=long")))
                .hasMessage("the check notifications expects a whole number of milliseconds for work, found \"long\"");
    }

    /**
     * <pre>
     * client 1   assigns |=| at 0.100 s
     * client 2                     connected .................. has not received it at 3.400 s, at 3.401 s
     * </pre>
     */
    @Test
    void task_that_is_not_received_in_time_was_missed() {
        CheckResult early = history.assigns(1, TASK, 0x10, 100).until(3_400).check();
        assertThat(kinds(early)).isEmpty();
        assertThat(early.coverage().text())
                .isEqualTo("0 of 1 notification judged; 1 not judged: " + WorkerRules.NOT_UNDISTURBED);

        CheckResult late = begun().assigns(1, TASK, 0x10, 100).until(3_401).check();
        assertThat(kinds(late)).containsExactly("missed-task!");
        assertThat(late.anomalies().get(0).blame()).isEqualTo(Blame.RECIPE);
        assertThat(late.anomalies().get(0).headline())
                .isEqualTo("client 2 (c2) did not receive /n/j/c2/t, which existed since 0.100 s; it was connected and"
                        + " undisturbed until 3.400 s for the delivery of 3.3 s = ⅔·T 2000 ms for the event + (syncLimit"
                        + " + 1)·tickTime 1200 ms for its member + the slowest refresh 0 s + 100 ms (czxid 0x10)");
    }

    @Test
    void task_that_is_received_too_late_was_missed() {
        history.assigns(1, TASK, 0x10, 100).receives(2, TASK, 0x10, 3_401).answers(2, TASK, "done", 0x12, 3_402);
        assertThat(history.sees(1, TASK, "done", 0x12, 3_403).until(9_000).kinds())
                .containsExactly("missed-task!");
    }

    @Test
    void task_that_is_withdrawn_before_the_limit_need_not_be_received() {
        assertThat(history.assigns(1, TASK, 0x10, 100)
                        .withdraws(1, TASK, 3_400)
                        .until(20_000)
                        .kinds())
                .isEmpty();
    }

    @Test
    void worker_that_ends_before_the_limit_need_not_receive_and_its_next_incarnation_must() {
        history.assigns(1, TASK, 0x10, 100).endsWork(2, 3_000).works(2, 6_000);
        assertThat(history.until(9_300).kinds()).isEmpty();
        assertThat(history.until(9_301).kinds())
                .as("only the first phase counts")
                .isEmpty();
        assertThat(begun().assigns(1, TASK, 0x10, 100)
                        .endsWork(2, 3_000)
                        .works(2, 6_000)
                        .until(9_301)
                        .kinds())
                .containsExactly("missed-task!");
    }

    @Test
    void time_limit_starts_again_after_a_reconnect_and_a_fault() {
        history.assigns(1, TASK, 0x10, 100)
                .cutOff(2, 2_000, 4_000)
                .fault(FaultScope.of("pause", "random").members(2), 6_000, 7_000)
                .until(10_300);
        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void list_without_the_task_long_after_its_create_is_the_ensembles_fault() {
        CheckResult result = history.assigns(1, TASK, 0x10, 100)
                .listsTasks(2, 0x0f, 200)
                .cutOff(2, 1_000, 30_000)
                .listsTasks(2, 0x0f, 30_100)
                .until(40_000)
                .check();

        assertThat(kinds(result)).containsExactly("missed-task!");
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(result.anomalies().get(0).headline())
                .contains("; its member listed the tasks without it at 30.100 s");
    }

    @Test
    void assign_with_a_lost_response_counts_once_something_shows_its_znode() {
        CheckResult unknown = history.mayAssign(1, TASK, 100).until(20_000).check();
        assertThat(kinds(unknown)).isEmpty();
        assertThat(unknown.coverage().text())
                .isEqualTo("0 of 1 notification judged; 1 not judged: nothing shows whether its znode was created");

        assertThat(begun().works(2, 15)
                        .mayAssign(1, TASK, 100)
                        .observed(ZnodeChange.CREATED, NotificationHistoryBuilder.path(TASK), 0x10, 0, null, 1_000)
                        .until(4_301)
                        .kinds())
                .containsExactly("missed-task!");
    }

    @Test
    void task_that_several_operations_assigned_is_not_judged() {
        CheckResult result = history.assigns(1, TASK, 0x10, 100)
                .assigns(1, TASK, 0x20, 5_000)
                .until(20_000)
                .check();
        assertThat(kinds(result)).isEmpty();
        assertThat(result.coverage().reasons()).isEqualTo("several operations assigned it");
    }

    /**
     * <pre>
     * client 1   assigns |=|
     * client 2        receives |=|   receives |=|
     * </pre>
     */
    @Test
    void task_that_an_incarnation_receives_again_was_received_twice() {
        CheckResult result =
                received().receives(2, TASK, 0x10, 300).until(1_000).check();

        assertThat(kinds(result)).containsExactly("received-twice!");
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("client 2 received /n/j/c2/t at 0.200 s and again at 0.300 s, in one incarnation (c2) (czxid"
                        + " 0x10)");
    }

    @Test
    void next_incarnation_receives_and_answers_again() {
        assertThat(answered()
                        .sees(1, TASK, "done", 0x12, 500)
                        .endsWork(2, 600)
                        .works(2, 700)
                        .receives(2, TASK, 0x10, 800)
                        .answers(2, TASK, "done-again", 0x13, 900)
                        .sees(1, TASK, "done-again", 0x13, 950)
                        .until(20_000)
                        .kinds())
                .isEmpty();
    }

    @Test
    void task_that_nobody_assigned_is_unknown() {
        assertThat(history.assigns(1, "c2/u", 0x9, 50)
                        .receives(2, TASK, 0x10, 100)
                        .until(1_000)
                        .kinds())
                .containsExactly("unknown-task!");
        assertThat(begun().receives(2, TASK, 0x10, 99)
                        .assigns(1, TASK, 0x10, 100)
                        .until(1_000)
                        .kinds())
                .as("received before it was assigned")
                .containsExactly("unknown-task!");
    }

    /**
     * <pre>
     * client 2   receives |=| at 0.200 s    reports "working" |=|     no answer at 5.200 s, at 5.201 s
     * </pre>
     */
    @Test
    void task_that_is_received_and_not_answered_in_time_is_unanswered() {
        assertThat(working().until(5_200).kinds()).isEmpty();

        CheckResult late = working().until(5_201).check();
        assertThat(kinds(late)).containsExactly("unanswered!");
        assertThat(late.anomalies().get(0).headline())
                .startsWith("client 2 (c2) received /n/j/c2/t at 0.200 s and had not answered it by 5.200 s; it was"
                        + " connected and undisturbed for 5 s = ");
        assertThat(kinds(working().until(5_201).check("work=1"))).isEmpty();
    }

    @Test
    void refused_answer_is_none() {
        NotificationHistoryBuilder refused = working();
        int op = refused.invoked(2, NotificationHistoryBuilder.status(TASK), new TaskInput.Answer("done"), 400);
        assertThat(refused.completed(op, Outcome.FAILED, "BADVERSION", 410)
                        .until(20_000)
                        .kinds())
                .containsExactly("unanswered!");
    }

    /** The audit shows what became of an answer whose response was lost. */
    @Test
    void answer_with_a_lost_response_is_settled_by_a_view_or_by_the_audit() {
        CheckResult unknown =
                working().mayAnswer(2, TASK, "done", 400).until(20_000).check();
        assertThat(kinds(unknown)).isEmpty();
        assertThat(unknown.coverage().notJudged())
                .containsKey("the response to its answer was lost, and nothing shows whether it was written");

        assertThat(working()
                        .mayAnswer(2, TASK, "done", 400)
                        .sees(1, TASK, "done", 0x12, 500)
                        .until(20_000)
                        .check()
                        .coverage()
                        .notJudged())
                .containsOnlyKeys("the write of the status was not acknowledged");

        assertThat(audited(0x12)).isEmpty();
        assertThat(audited(0x11)).containsExactly("unanswered!");
    }

    @Test
    void audit_without_the_status_settles_nothing_once_its_delete_may_have_been_sent() {
        assertThat(withoutStatus(received().mayAnswer(2, TASK, "done", 400))).containsExactly("unanswered!");
        assertThat(withoutStatus(received().mayAnswer(2, TASK, "done", 400).withdraws(1, TASK, 19_000)))
                .isEmpty();
    }

    private static List<String> withoutStatus(NotificationHistoryBuilder builder) {
        return builder.until(20_000)
                .memberAudited(1, 0x100, 1, 21_000)
                .znodeAudited(
                        1,
                        NotificationHistoryBuilder.path(TASK),
                        NotificationHistoryBuilder.stat(0x10, 0),
                        "",
                        "",
                        21_000)
                .kinds();
    }

    private static List<String> audited(long mzxid) {
        return working()
                .mayAnswer(2, TASK, "done", 400)
                .until(20_000)
                .memberAudited(1, 0x100, 2, 21_000)
                .znodeAudited(
                        1,
                        NotificationHistoryBuilder.path(TASK),
                        NotificationHistoryBuilder.stat(0x10, 0),
                        "",
                        "",
                        21_000)
                .znodeAudited(
                        1,
                        NotificationHistoryBuilder.status(TASK),
                        NotificationHistoryBuilder.stat(0x11, mzxid, 1, 0),
                        "",
                        "",
                        21_000)
                .kinds();
    }

    @Test
    void answer_after_an_acknowledged_answer_is_answered_twice_and_after_a_lost_one_is_not() {
        assertThat(answered()
                        .answers(2, TASK, "done", 0x13, 500)
                        .sees(1, TASK, "done", 0x13, 510)
                        .until(1_000)
                        .kinds())
                .containsExactly("answered-twice!");
        assertThat(working()
                        .mayAnswer(2, TASK, "done", 400)
                        .answers(2, TASK, "done", 0x13, 500)
                        .sees(1, TASK, "done", 0x13, 510)
                        .until(20_000)
                        .kinds())
                .isEmpty();
    }

    @Test
    void delete_that_is_sent_without_a_withdrawal_ends_the_task_too() {
        assertThat(history.assigns(1, TASK, 0x10, 100)
                        .attempt(
                                1,
                                -1,
                                Opcode.DELETE,
                                NotificationHistoryBuilder.path(TASK),
                                Reply.error(ResultCode.CONNECTIONLOSS),
                                1_000,
                                1_000)
                        .until(20_000)
                        .kinds())
                .isEmpty();
    }

    @Test
    void check_without_time_gives_up() {
        NotificationHistoryBuilder history =
                answered().sees(1, TASK, "done", 0x12, 500).until(20_000);

        assertGivesUp(history.history(), NotificationsCheck.NAME, "work=200");
    }
}
