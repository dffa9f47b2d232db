package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaked znodes. The time limit of these histories is 4 s. */
class LeakedZnodesCheckTest {
    /** An acquire of client 1 that created 0x10 and returned at 200 without a grant. */
    private static LockHistoryBuilder refused() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        int op = history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 100);
        history.attempt(
                1,
                op,
                0xc1,
                Opcode.CREATE,
                history.path(0x10),
                Reply.ok(0x10, LockHistoryBuilder.stat(0x10, 0xc1)),
                109,
                110);
        history.seen(0x10, 0xc1, 111);
        history.completed(op, Outcome.FAILED, null, null, 0xc1, 0, 0x10, 200);
        return atWork(history, 8900);
    }

    /** Client 1 continues with another operation, and is asked to stop at that time. */
    private static LockHistoryBuilder atWork(LockHistoryBuilder history, long until) {
        history.sample(1, false, 0, 0x10, until - 10, until);
        return history;
    }

    @Test
    void znode_of_an_acquire_that_granted_nothing_must_be_deleted() {
        CheckResult result = refused().gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME);

        assertThat(kinds(result)).containsExactly("leaked-znode!");
        assertThat(result.violations().get(0).headline())
                .isEqualTo("client 1 (lock-1) leaked the znode /locks/a/10 for 7.8 s, although it was connected");
    }

    @Test
    void znode_that_is_deleted_within_the_time_limit_is_valid() {
        assertThat(kinds(refused().gone(0x10, 0x20, 3000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    /**
     * The path of znode 0x10 was created again at 0x12, so the znode was deleted at 0x11; neither a watcher nor a
     * response shows when.
     */
    @Test
    void znode_with_an_unobserved_delete_is_not_judged() {
        LockHistoryBuilder history = refused();
        history.add(new Event.ZnodeObserved(
                1,
                Event.ZnodeChange.CREATED,
                history.path(0x10),
                0x12,
                0,
                LockHistoryBuilder.stat(0x12, 0xd1),
                300_000_000));

        assertThat(kinds(history.ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void time_without_a_connection_does_not_count() {
        LockHistoryBuilder history = refused();
        history.state(1, SessionState.SUSPENDED, 300).state(1, SessionState.RECONNECTED, 6000);

        assertThat(kinds(history.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void znode_of_a_session_that_the_client_has_left_is_not_judged() {
        LockHistoryBuilder history = refused();
        history.state(1, SessionState.LOST, 300).state(1, SessionState.CONNECTED, 0xf1, 310);

        assertThat(kinds(history.gone(0x10, 0x20, 9000).ended(12000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void time_of_faults_does_not_count() {
        LockHistoryBuilder history = refused();
        history.fault(FaultScope.of("partition", "leader").members(1).links(List.of("1->2")), 400, 5000);

        assertThat(kinds(history.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void znode_of_a_hold_is_needed_until_its_release_has_returned() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.seen(0x10, 0xc1, 101);
        int release = history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 7000);
        history.completed(release, Outcome.OK, null, null, 0xc1, 0, 0x11, 7010);
        atWork(history, 8900);

        assertThat(kinds(history.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void znode_of_a_released_hold_must_be_deleted() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.seen(0x10, 0xc1, 101);
        int release = history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 1000);
        history.completed(release, Outcome.OK, null, null, 0xc1, 0, 0x11, 1010);
        atWork(history, 8900);

        assertThat(kinds(history.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .containsExactly("leaked-znode!");
    }

    @Test
    void znode_whose_delete_no_watcher_reported_is_not_judged() {
        assertThat(kinds(refused().absent(0x10, 0x11, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    /** Curator deletes in the background what it could not delete at once: not within an operation. */
    @Test
    void delete_without_a_response_is_no_leak() {
        LockHistoryBuilder history = refused();
        history.sent(1, -1, Opcode.DELETE, history.path(0x10), 300);

        assertThat(kinds(history.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void delete_that_was_answered_long_before_the_watchers_reported_it_is_no_leak() {
        LockHistoryBuilder history = refused();
        history.attempt(1, -1, 0xc1, Opcode.DELETE, history.path(0x10), Reply.ok(0x20), 299, 300);

        assertThat(kinds(history.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void znode_of_a_client_that_stopped_working_is_not_judged() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        int op = history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 100);
        history.attempt(
                1,
                op,
                0xc1,
                Opcode.CREATE,
                history.path(0x10),
                Reply.ok(0x10, LockHistoryBuilder.stat(0x10, 0xc1)),
                109,
                110);
        history.completed(op, Outcome.INDETERMINATE, null, null, 0xc1, 0, 0x10, 200);

        assertThat(kinds(history.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    /** A client that forgets the create with the lost response waits behind its own znode. */
    @Test
    void znode_of_a_create_with_a_lost_response_must_not_stay_next_to_the_next_one() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        int op = history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 100);
        int lost = history.sent(1, op, Opcode.CREATE, LockHistoryBuilder.KEY + "/n-c1-", 110);
        history.answered(lost, 0xc1, Reply.error(ResultCode.CONNECTIONLOSS), 120);
        history.add(created(LockHistoryBuilder.KEY + "/n-c1-0000000000", 0x10, 130));
        int next = history.sent(1, op, Opcode.CREATE, LockHistoryBuilder.KEY + "/n-c1-", 140);
        history.answered(
                next,
                0xc1,
                new Reply(
                        ResultCode.OK,
                        0x11,
                        LockHistoryBuilder.KEY + "/n-c1-0000000001",
                        LockHistoryBuilder.stat(0x11, 0xc1)),
                150);
        history.add(new Event.ZnodeObserved(
                1,
                Event.ZnodeChange.DELETED,
                LockHistoryBuilder.KEY + "/n-c1-0000000000",
                0x12,
                0,
                null,
                LockHistoryBuilder.nanos(8000)));

        CheckResult result = history.ended(9000).checkNamed(LeakedZnodesCheck.NAME);

        assertThat(kinds(result)).containsExactly("leaked-znode!");
        assertThat(result.violations().get(0).because())
                .anyMatch(line -> line.contains(
                        "when the acquire that had created it queued again with /locks/a/n-c1-0000000001"));
    }

    private static Event created(String path, long czxid, long at) {
        return new Event.ZnodeObserved(
                1, Event.ZnodeChange.CREATED, path, czxid, 0, null, LockHistoryBuilder.nanos(at));
    }
}
