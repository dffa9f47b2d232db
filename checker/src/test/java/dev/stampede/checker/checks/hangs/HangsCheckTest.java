package dev.stampede.checker.checks.hangs;

import static dev.stampede.checker.registry.OutOfTime.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.LockInput.SampleLeadership;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.testing.FaultScope;
import org.junit.jupiter.api.Test;

class HangsCheckTest {
    private final HangHistoryBuilder history = new HangHistoryBuilder().clients(3);

    private static final Acquire ACQUIRE = Acquire.EXCLUSIVE;

    /*
     * client 1  [== holds ===================]
     * client 2     [acquire ................. → held]
     */
    @Test
    void check_a_client_that_waits_while_the_lock_is_held_is_valid() {
        history.held(1, 10, 30_000).slow(2, ACQUIRE, 20, 31_000).ended(60_000);

        assertThat(history.check().verdict()).isEqualTo(Verdict.VALID);
        assertThat(history.check().coverage().text()).isEqualTo("3 calls judged");
        assertThat(history.check().scope()).startsWith("3 calls, 1 long one; limit: 11 s (");
    }

    /*
     * client 1  [== holds ==]
     * client 2     [acquire ........................... → held]
     */
    @Test
    void check_a_client_that_waits_although_nobody_holds_the_lock_hangs() {
        history.held(1, 10, 5_000).slow(2, ACQUIRE, 20, 20_000).ended(60_000);

        assertThat(history.check().violations()).singleElement().satisfies(hang -> {
            assertThat(hang.headline())
                    .isEqualTo("client 2's acquire of /locks/a, called at 0.020 s, returned only after 20 s, although"
                            + " no client held the lock, and no other client was waiting for it");
            assertThat(hang.because().get(0))
                    .isEqualTo("since 1.020 s at the latest, stampede-client-1 is WAITING in"
                            + " java.lang.Object.wait(Native Method) ← com.example.MyLock.acquire(MyLock.java:7)");
            assertThat(hang.because().get(1))
                    .startsWith("from 5.001 s to 20.000 s no fault acted, and the client was connected; the call must"
                            + " return within 11 s (");
            assertThat(hang.blame()).isEqualTo(Blame.USER_CODE);
            assertThat(hang.culprit()).isEqualTo("com.example.MyLock");
        });
    }

    @Test
    void check_a_client_that_is_granted_the_lock_within_the_limit_after_it_became_free_is_valid() {
        history.held(1, 10, 9_000).slow(2, ACQUIRE, 20, 20_000).ended(60_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_clients_that_wait_for_one_free_lock_are_one_hang() {
        history.held(1, 10, 5_000);
        history.blocked(2, ACQUIRE, 20);
        history.blocked(3, ACQUIRE, 30);
        history.phase(Phase.RECOVERY, 40_000).ended(60_000);

        assertThat(history.check().violations()).singleElement().satisfies(hang -> assertThat(hang.headline())
                .isEqualTo("client 2's acquire of /locks/a, called at 0.020 s, never returned, although no"
                        + " client held the lock, and 1 other client waited for it, too"));
    }

    /* The third client may have queued before it was disconnected, and its znode may still exist. */
    @Test
    void check_a_disconnected_client_that_waits_too_excuses_the_others() {
        history.state(3, SessionState.SUSPENDED, 100);
        history.blocked(2, ACQUIRE, 20);
        history.invoked(3, HangHistoryBuilder.KEY, ACQUIRE, 30);
        history.ended(60_000);

        assertThat(history.kinds()).isEmpty();
        assertThat(history.check().coverage().text())
                .isEqualTo("0 of 2 calls judged; 2 not judged: a fault acted, or its client was not connected in one"
                        + " session for long enough");
    }

    @Test
    void check_an_acquire_whose_outcome_is_unknown_may_hold_the_lock_until_its_session_ends() {
        history.indeterminate(1, ACQUIRE, 10, 20);
        history.slow(2, ACQUIRE, 30, 40_000).ended(60_000);
        assertThat(history.kinds()).isEmpty();
        assertThat(history.check().coverage().reasons())
                .isEqualTo("it is unknown whether another client held the lock");

        history.request(1, -1, 5, 6).state(1, SessionState.EXPIRED, 25_000);
        assertThat(history.kinds()).containsExactly("hang!");
    }

    @Test
    void check_a_release_that_failed_may_leave_the_lock_held() {
        history.call(1, ACQUIRE, 10, 20).indeterminate(1, Release.EXCLUSIVE, 30, 40);
        history.slow(2, ACQUIRE, 50, 40_000).ended(60_000);

        assertThat(history.kinds()).isEmpty();
    }

    /* A grant in the same session shows that the client has what an earlier acquire of its may have caused. */
    @Test
    void check_a_release_that_succeeded_later_in_the_same_session_frees_the_lock() {
        history.request(1, -1, 5, 6)
                .indeterminate(1, ACQUIRE, 10, 20)
                .held(1, 30, 2_000)
                .slow(2, ACQUIRE, 50, 40_000)
                .ended(60_000);

        assertThat(history.kinds()).containsExactly("hang!");
    }

    @Test
    void check_what_the_harness_interrupts_at_the_end_is_no_hang() {
        history.blocked(2, ACQUIRE, 30_000);
        history.phase(Phase.RECOVERY, 40_900).ended(60_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_call_that_a_fault_delays_is_not_judged() {
        history.fault(FaultScope.of("kill", "leader").members(1), 5_000, 20_000)
                .slow(2, new SampleLeadership(), 1_000, 24_000)
                .ended(60_000);

        assertThat(history.kinds()).isEmpty();
        assertThat(history.check().coverage().text())
                .isEqualTo("0 of 1 call judged; 1 not judged: a fault acted, or its client was not connected in one"
                        + " session for long enough");
    }

    @Test
    void check_a_call_that_does_not_return_after_the_fault_hangs() {
        history.fault(FaultScope.of("kill", "leader").members(1), 5_000, 20_000)
                .slow(2, new SampleLeadership(), 1_000, 34_000)
                .ended(60_000);

        assertThat(history.kinds()).containsExactly("hang!");
    }

    @Test
    void check_a_call_without_a_stack_in_the_users_code_is_not_judged() {
        history.call(2, new SampleLeadership(), 1_000, 30_000).ended(60_000);

        assertThat(history.kinds()).isEmpty();
        assertThat(history.check().coverage().reasons())
                .isEqualTo("its thread was not in the user's code, or its stack was not recorded");
    }

    @Test
    void check_a_stall_of_the_harness_does_not_count() {
        history.slow(2, new SampleLeadership(), 1_000, 13_900)
                .stalls(HangHistoryBuilder.HARNESS, 3_000, 5_000)
                .ended(60_000);

        assertThat(history.kinds()).isEmpty();
    }

    /*
     * client 1  [increment] [increment] [increment] ...
     * client 2  [increment .......................... → 9]
     */
    @Test
    void check_an_increment_may_be_repeated_while_others_are_faster() {
        for (int at = 1_000; at < 30_000; at += 1_000) {
            history.call(1, new CounterInput.Increment(), at, at + 900);
        }
        history.slow(2, new CounterInput.Increment(), 500, 30_000).ended(60_000);

        assertThat(history.kinds()).isEmpty();
        assertThat(history.check().coverage().reasons())
                .isEqualTo("other clients changed the same key, so that it may have tried again");
    }

    @Test
    void check_an_increment_without_a_request_in_progress_is_not_repeated() {
        for (int at = 1_000; at < 30_000; at += 1_000) {
            history.call(1, new CounterInput.Increment(), at, at + 900);
        }
        int op = history.blocked(2, new CounterInput.Increment(), 500);
        history.request(2, op, 600, 700).phase(Phase.RECOVERY, 31_000).ended(60_000);

        assertThat(history.check().violations().get(0).headline())
                .isEqualTo(
                        "client 2's increment of /locks/a, called at 0.500 s, never returned, although its client had"
                                + " no request in progress");
    }

    @Test
    void check_a_read_that_waits_for_a_reply_is_not_the_users_fault() {
        int op = history.blocked(2, new CounterInput.GetCount(), 500);
        history.request(2, op, 600, 30_000).phase(Phase.RECOVERY, 35_000).ended(60_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_take_that_does_not_return_after_its_timeout_hangs() {
        history.slow(2, new QueueInput.Dequeue(5_000), 1_000, 16_900).ended(60_000);
        assertThat(history.kinds()).isEmpty();

        history.slow(3, new QueueInput.Dequeue(5_000), 1_000, 19_000);
        assertThat(history.check().violations().get(0).headline())
                .endsWith("returned only after 18 s, although its own timeout of 5000 ms had passed at 6.000 s");
    }

    /*
     * client 1  [enqueue x]                              [dequeue → x]
     * client 2         [dequeue .......................... → nothing]
     */
    @Test
    void check_a_take_that_does_not_return_although_an_item_is_in_the_queue_hangs() {
        history.call(1, new QueueInput.Enqueue("x"), 10, 20);
        history.blocked(2, new QueueInput.Dequeue(600_000), 1_000);
        history.ended(60_000);
        assertThat(history.kinds()).isEmpty();
        assertThat(history.check().coverage().reasons()).isEqualTo("no item was certainly in its queue for the limit");

        int taken = history.invoked(1, HangHistoryBuilder.KEY, new QueueInput.Dequeue(500), 30_000);
        history.completed(taken, new OperationOutput.Taken("x"), 0, 30_100);
        assertThat(history.check().violations().get(0).headline())
                .endsWith("never returned, although the item x was in the queue from 0.020 s to 30.000 s");
    }

    @Test
    void check_leaves_barriers_to_their_own_check() {
        history.slow(2, new BarrierInput.Enter(2, 500), 1_000, 30_000).ended(60_000);

        assertThat(history.check().coverage().text()).isEqualTo("0 calls judged");
    }

    @Test
    void check_without_time_gives_up() {
        history.held(1, 10, 30_000).slow(2, ACQUIRE, 20, 31_000).ended(60_000);

        assertGivesUp(history.history(), HangsCheck.NAME);
    }
}
