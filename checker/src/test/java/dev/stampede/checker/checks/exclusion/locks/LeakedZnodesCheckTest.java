package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.checks.exclusion.views.Tale.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.views.Tale;
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

/** What stays behind. The bound of these histories is 4 s. */
class LeakedZnodesCheckTest {
    /** An acquire of client 1 that created 0x10 and returned at 200 without a grant. */
    private static Tale refused() {
        Tale tale = Tale.of(1);
        int op = tale.invoked(1, Tale.KEY, Acquire.EXCLUSIVE, 100);
        tale.attempt(1, op, 0xc1, Opcode.CREATE, tale.path(0x10), Reply.ok(0x10, Tale.stat(0x10, 0xc1)), 109, 110);
        tale.seen(0x10, 0xc1, 111);
        tale.completed(op, Outcome.FAILED, null, null, 0xc1, 0, 0x10, 200);
        return atWork(tale, 8900);
    }

    /** Client 1 goes on with something else, and is asked to stop at that time. */
    private static Tale atWork(Tale tale, long until) {
        tale.sample(1, false, 0, 0x10, until - 10, until);
        return tale;
    }

    @Test
    void znode_of_an_acquire_that_granted_nothing_must_go() {
        CheckResult result = refused().gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME);

        assertThat(kinds(result)).containsExactly("leaked-znode!");
        assertThat(result.violations().get(0).headline())
                .isEqualTo("client 1 (lock-1) leaked the znode /locks/a/10 for 7.800 s, although it was connected");
    }

    @Test
    void znode_that_goes_within_the_bound_is_valid() {
        assertThat(kinds(refused().gone(0x10, 0x20, 3000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    /** Its path was created anew at 0x12, so it went at 0x11; when, no watcher and no answer told. */
    @Test
    void znode_that_went_when_nobody_saw_it_is_not_judged() {
        Tale tale = refused();
        tale.add(new Event.ZnodeObserved(
                1, Event.ZnodeChange.CREATED, tale.path(0x10), 0x12, 0, Tale.stat(0x12, 0xd1), 300_000_000));

        assertThat(kinds(tale.ended(9000).checkNamed(LeakedZnodesCheck.NAME))).isEmpty();
    }

    @Test
    void time_without_a_connection_does_not_count() {
        Tale tale = refused();
        tale.state(1, SessionState.SUSPENDED, 300).state(1, SessionState.RECONNECTED, 6000);

        assertThat(kinds(tale.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void znode_of_a_session_that_the_client_has_left_is_not_judged() {
        Tale tale = refused();
        tale.state(1, SessionState.LOST, 300).state(1, SessionState.CONNECTED, 0xf1, 310);

        assertThat(kinds(tale.gone(0x10, 0x20, 9000).ended(12000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void time_of_faults_does_not_count() {
        Tale tale = refused();
        tale.fault(FaultScope.of("partition", "leader").members(1).links(List.of("1->2")), 400, 5000);

        assertThat(kinds(tale.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void znode_of_a_hold_is_needed_until_its_release_has_returned() {
        Tale tale = Tale.of(1);
        tale.grant(1, 0x10, 0x10, 100);
        tale.seen(0x10, 0xc1, 101);
        int release = tale.invoked(1, Tale.KEY, Release.EXCLUSIVE, 7000);
        tale.completed(release, Outcome.OK, null, null, 0xc1, 0, 0x11, 7010);
        atWork(tale, 8900);

        assertThat(kinds(tale.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void znode_of_a_hold_that_was_released_must_go() {
        Tale tale = Tale.of(1);
        tale.grant(1, 0x10, 0x10, 100);
        tale.seen(0x10, 0xc1, 101);
        int release = tale.invoked(1, Tale.KEY, Release.EXCLUSIVE, 1000);
        tale.completed(release, Outcome.OK, null, null, 0xc1, 0, 0x11, 1010);
        atWork(tale, 8900);

        assertThat(kinds(tale.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .containsExactly("leaked-znode!");
    }

    @Test
    void znode_whose_delete_nobody_saw_is_not_judged() {
        assertThat(kinds(refused().absent(0x10, 0x11, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    /** Curator deletes in the background what it could not delete at once: beneath no operation. */
    @Test
    void delete_that_is_not_answered_accuses_nobody() {
        Tale tale = refused();
        tale.sent(1, -1, Opcode.DELETE, tale.path(0x10), 300);

        assertThat(kinds(tale.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void delete_that_was_answered_long_before_the_watchers_saw_it_accuses_nobody() {
        Tale tale = refused();
        tale.attempt(1, -1, 0xc1, Opcode.DELETE, tale.path(0x10), Reply.ok(0x20), 299, 300);

        assertThat(kinds(tale.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    @Test
    void znode_of_a_client_that_does_nothing_more_is_not_judged() {
        Tale tale = Tale.of(1);
        int op = tale.invoked(1, Tale.KEY, Acquire.EXCLUSIVE, 100);
        tale.attempt(1, op, 0xc1, Opcode.CREATE, tale.path(0x10), Reply.ok(0x10, Tale.stat(0x10, 0xc1)), 109, 110);
        tale.completed(op, Outcome.INDETERMINATE, null, null, 0xc1, 0, 0x10, 200);

        assertThat(kinds(tale.gone(0x10, 0x20, 8000).ended(9000).checkNamed(LeakedZnodesCheck.NAME)))
                .isEmpty();
    }

    /** The client that forgets the create whose answer was lost waits behind its own znode. */
    @Test
    void znode_of_a_create_whose_answer_was_lost_must_not_stay_beside_the_next() {
        Tale tale = Tale.of(1);
        int op = tale.invoked(1, Tale.KEY, Acquire.EXCLUSIVE, 100);
        int lost = tale.sent(1, op, Opcode.CREATE, Tale.KEY + "/n-c1-", 110);
        tale.answered(lost, 0xc1, Reply.error(ResultCode.CONNECTIONLOSS), 120);
        tale.add(created(Tale.KEY + "/n-c1-0000000000", 0x10, 130));
        int next = tale.sent(1, op, Opcode.CREATE, Tale.KEY + "/n-c1-", 140);
        tale.answered(
                next, 0xc1, new Reply(ResultCode.OK, 0x11, Tale.KEY + "/n-c1-0000000001", Tale.stat(0x11, 0xc1)), 150);
        tale.add(new Event.ZnodeObserved(
                1, Event.ZnodeChange.DELETED, Tale.KEY + "/n-c1-0000000000", 0x12, 0, null, Tale.nanos(8000)));

        CheckResult result = tale.ended(9000).checkNamed(LeakedZnodesCheck.NAME);

        assertThat(kinds(result)).containsExactly("leaked-znode!");
        assertThat(result.violations().get(0).because())
                .anyMatch(line -> line.contains(
                        "when the acquire that had created it queued again with /locks/a/n-c1-0000000001"));
    }

    private static Event created(String path, long czxid, long at) {
        return new Event.ZnodeObserved(1, Event.ZnodeChange.CREATED, path, czxid, 0, null, Tale.nanos(at));
    }
}
