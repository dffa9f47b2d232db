package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A waiting client that stays idle although its lock is free. The time limit of these histories is 4 s. */
class WakeUpCheckTest {
    private static final String FOLDER = LockHistoryBuilder.KEY;

    /** Client 1 holds with 0x10 until 1000; client 2 queued with 0x11, and read the children last at 200. */
    private static LockHistoryBuilder queue() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        int waits = history.invoked(2, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 150);
        history.attempt(
                2,
                waits,
                0xc2,
                Opcode.CREATE,
                history.path(0x11),
                Reply.ok(0x11, LockHistoryBuilder.stat(0x11, 0xc2)),
                159,
                160);
        history.seen(0x10, 0xc1, 101).seen(0x11, 0xc2, 161);
        history.attempt(
                2,
                waits,
                0xc2,
                Opcode.EXISTS,
                history.path(0x10),
                Reply.ok(0x11, LockHistoryBuilder.stat(0x10, 0xc1)),
                199,
                200);
        return history;
    }

    @Test
    void waiting_client_that_stays_idle_after_its_predecessor_has_gone_is_a_lost_wake_up() {
        LockHistoryBuilder history = queue();
        history.release(1, 0x10, 0x12, 1000);
        CheckResult result = history.ended(9000).checkNamed(WakeUpCheck.NAME);

        assertThat(kinds(result)).containsExactly("lost-wake-up!");
        assertThat(result.violations().get(0).headline())
                .isEqualTo(
                        "client 2 (lock-2) kept waiting for 8 s on /locks/a, although the lock was free and the client was"
                                + " connected");
        assertThat(result.violations().get(0).because())
                .anyMatch(line ->
                        line.contains("a waiting client must react within 4 s (syncLimit · tickTime = 1000 ms"));
    }

    @Test
    void waiting_client_that_is_idle_while_its_predecessor_holds_is_valid() {
        assertThat(kinds(queue().ended(9000).checkNamed(WakeUpCheck.NAME))).isEmpty();
    }

    @Test
    void waiting_client_that_sends_a_request_within_the_time_limit_is_valid() {
        LockHistoryBuilder history = queue();
        history.release(1, 0x10, 0x12, 1000);
        history.attempt(2, 1, 0xc2, Opcode.GET_CHILDREN, FOLDER, Reply.ok(0x12), 4499, 4500);
        history.completed(1, dev.stampede.checker.history.data.Outcome.OK, null, null, 0xc2, 0x11, 0x12, 4510);

        assertThat(kinds(history.ended(9000).checkNamed(WakeUpCheck.NAME))).isEmpty();
    }

    @Test
    void waiting_client_that_was_disconnected_has_the_time_limit_from_its_reconnect() {
        LockHistoryBuilder history = queue();
        history.release(1, 0x10, 0x12, 1000);
        history.state(2, SessionState.SUSPENDED, 1500).state(2, SessionState.RECONNECTED, 6000);

        assertThat(kinds(history.ended(9500).checkNamed(WakeUpCheck.NAME))).isEmpty();
        assertThat(kinds(history.ended(11000).checkNamed(WakeUpCheck.NAME))).containsExactly("lost-wake-up!");
    }

    @Test
    void waiting_client_whose_session_ended_is_not_judged() {
        LockHistoryBuilder history = queue();
        history.release(1, 0x10, 0x12, 1000);
        history.state(2, SessionState.EXPIRED, 2000);

        assertThat(kinds(history.ended(20000).checkNamed(WakeUpCheck.NAME))).isEmpty();
    }

    @Test
    void time_of_faults_and_stalls_does_not_count() {
        LockHistoryBuilder history = queue();
        history.release(1, 0x10, 0x12, 1000);
        history.fault(FaultScope.of("pause", "random").members(1), 1100, 4000);
        history.stalls("harness", 5000, 7500);

        assertThat(kinds(history.ended(9000).checkNamed(WakeUpCheck.NAME))).isEmpty();
        assertThat(kinds(history.ended(12000).checkNamed(WakeUpCheck.NAME))).containsExactly("lost-wake-up!");
    }

    @Test
    void fault_of_another_client_does_not_excuse() {
        LockHistoryBuilder history = queue();
        history.release(1, 0x10, 0x12, 1000);
        history.fault(FaultScope.of("client-partition", "all").clients(1).links(List.of("c1->1")), 1100, 8000);

        assertThat(kinds(history.ended(9000).checkNamed(WakeUpCheck.NAME))).containsExactly("lost-wake-up!");
    }

    @Test
    void older_znode_of_a_lost_create_justifies_waiting() {
        LockHistoryBuilder history = queue();
        history.seen(0xf, 0xc3, 90); // no response to a create showed this znode
        history.release(1, 0x10, 0x12, 1000);

        assertThat(kinds(history.ended(9000).checkNamed(WakeUpCheck.NAME))).isEmpty();
    }

    /** Client 2 is refused because of client 1's znode at the fixed path, and reads last at zxid 0x11. */
    private static LockHistoryBuilder refused() {
        LockHistoryBuilder history = LockHistoryBuilder.of(3).at(FOLDER + "/lock");
        history.grant(1, 0x10, 0x10, 100);
        history.seen(0x10, 0xc1, 101);
        int waits = history.invoked(2, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 150);
        history.attempt(
                2, waits, 0xc2, Opcode.CREATE, FOLDER + "/lock", Reply.of(ResultCode.NODEEXISTS, 0x11, null), 159, 160);
        history.attempt(2, waits, 0xc2, Opcode.GET_CHILDREN, FOLDER, Reply.ok(0x11), 199, 200);
        return history;
    }

    @Test
    void refused_client_that_stays_idle_after_the_folder_was_empty_is_a_lost_wake_up() {
        LockHistoryBuilder history = refused();
        history.release(1, 0x10, 0x12, 1000);
        history.grant(3, 0x13, 0x13, 1100);
        history.seen(0x13, 0xc3, 1101);

        assertThat(kinds(history.ended(9000).checkNamed(WakeUpCheck.NAME))).containsExactly("lost-wake-up!");
    }

    @Test
    void refused_client_that_has_seen_a_later_state_is_valid_despite_a_late_watcher() {
        LockHistoryBuilder history = refused();
        history.releaseUnseen(1, 0x10, 0x12, 300);
        history.grant(3, 0x13, 0x13, 310);
        history.attempt(
                2, 1, 0xc2, Opcode.CREATE, FOLDER + "/lock", Reply.of(ResultCode.NODEEXISTS, 0x14, null), 319, 320);
        history.attempt(2, 1, 0xc2, Opcode.GET_CHILDREN, FOLDER, Reply.ok(0x14), 329, 330);
        history.gone(0x10, 0x12, 1000).seen(0x13, 0xc3, 1001); // the watcher reports it when client 2 is idle again

        assertThat(kinds(history.ended(9000).checkNamed(WakeUpCheck.NAME))).isEmpty();
    }

    @Test
    void lease_is_due_when_fewer_older_znodes_than_leases_are_left() {
        LockHistoryBuilder history = LockHistoryBuilder.of(3).at("");
        String leases = "/semaphore/leases";
        for (int c = 1; c <= 3; c++) {
            int op = history.invoked(c, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 100L + c);
            String path = leases + "/lease-" + c;
            history.attempt(
                    c,
                    op,
                    LockHistoryBuilder.session(c),
                    Opcode.CREATE,
                    path,
                    Reply.ok(0x10L + c, LockHistoryBuilder.stat(0x10L + c, LockHistoryBuilder.session(c))),
                    109,
                    110);
            history.add(new dev.stampede.checker.history.data.Event.ZnodeObserved(
                    1,
                    dev.stampede.checker.history.data.Event.ZnodeChange.CREATED,
                    path,
                    0x10L + c,
                    0,
                    LockHistoryBuilder.stat(0x10L + c, LockHistoryBuilder.session(c)),
                    LockHistoryBuilder.nanos(112)));
        }
        history.add(new dev.stampede.checker.history.data.Event.ZnodeObserved(
                1,
                dev.stampede.checker.history.data.Event.ZnodeChange.DELETED,
                leases + "/lease-2",
                0x20,
                0,
                null,
                LockHistoryBuilder.nanos(1000)));

        // Client 1 is the oldest and was due at once, client 2 has gone, client 3 has one lease ahead of two.
        assertThat(history.ended(9000).checkNamed(WakeUpCheck.NAME, "leases=2").violations())
                .hasSize(3);
        assertThat(history.ended(9000).checkNamed(WakeUpCheck.NAME, "leases=1").violations())
                .hasSize(1);
    }
}
