package dev.stampede.checker.checks.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.testing.FaultScope;
import org.junit.jupiter.api.Test;

class BalancingCheckTest {
    private static final String A = "127.200.1.1:1001";
    private static final String B = "127.200.1.2:1002";
    private static final String LISTED_A = BalancingHistoryBuilder.PATH + "=" + A;
    private static final String LISTED_B = BalancingHistoryBuilder.PATH + "=" + B;

    private final BalancingHistoryBuilder history =
            BalancingHistoryBuilder.begin().serves(A, 10).registers(A, 5, 20).lists(LISTED_A, 30);

    @Test
    void check_a_backend_that_is_listed_while_it_lives_is_valid_and_the_limits_are_reported() {
        history.dispatches(A, "backend-0", 40)
                .updates(B, 5, 6, 50)
                .lists(LISTED_B, 60)
                .stops(5000)
                .gone(7, 5010)
                .lists("", 5020)
                .until(20000);

        assertThat(history.check().verdict()).isEqualTo(Verdict.VALID);
        assertThat(history.check().scope())
                .isEqualTo("1 backend, 1 balancer, 1 request (0 without a response); ended entries stayed in a list"
                        + " for at most 10 ms; time limits without disturbance: expiry 3.3 s = T 3000 ms +"
                        + " tickTime 200 ms + tickTime/2 100 ms + the slowest write 0 s; delivery 3.3 s = ⅔·T"
                        + " 2000 ms for the event + (syncLimit + 1)·tickTime 1200 ms for its member + the slowest refresh"
                        + " 0 s + 100 ms");
    }

    @Test
    void check_without_backends_or_balancers_is_inconclusive() {
        assertThat(BalancingHistoryBuilder.begin().check().reason())
                .isEqualTo("there were no backends, or no balancers");
    }

    @Test
    void check_a_list_with_a_removed_backend_is_a_violation_after_the_time_limit() {
        history.stops(1000).gone(7, 1010).until(4310);
        assertThat(history.kinds()).isEmpty();

        assertThat(BalancingHistoryBuilder.begin()
                        .serves(A, 10)
                        .registers(A, 5, 20)
                        .lists(LISTED_A, 30)
                        .stops(1000)
                        .gone(7, 1010)
                        .until(4311)
                        .kinds())
                .containsExactly("stale-list");
    }

    @Test
    void check_a_time_limit_starts_again_after_a_reconnect_a_fault_and_a_change_of_roles() {
        history.stops(1000)
                .gone(7, 1010)
                .state(1, SessionState.SUSPENDED, 2000)
                .state(1, SessionState.RECONNECTED, 4000)
                .pauses(2, 5000, 8000)
                .add(new Event.RoleChanged(1, Event.MemberRole.LEADING, 2, BalancingHistoryBuilder.nanos(9000)))
                .until(11_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_stalls_do_not_count() {
        history.stops(1000)
                .gone(7, 1010)
                .add(new Event.Stalled(
                        "harness", BalancingHistoryBuilder.nanos(1100), BalancingHistoryBuilder.nanos(2000)))
                .until(5200);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_dead_backend_whose_znode_stays_is_a_violation_after_the_end_of_its_session() {
        history.stops(1000).until(7599);
        assertThat(history.kinds()).isEmpty();

        assertThat(BalancingHistoryBuilder.begin()
                        .serves(A, 10)
                        .registers(A, 5, 20)
                        .lists(LISTED_A, 30)
                        .stops(1000)
                        .until(7601)
                        .kinds())
                .containsExactly("outlived");
    }

    @Test
    void check_an_address_that_was_replaced_long_ago_is_a_violation() {
        history.updates(B, 5, 6, 1000).looks(5, 5000).until(5000);

        assertThat(history.kinds()).containsExactly("stale-address");
    }

    @Test
    void check_an_address_that_no_backend_wrote_is_a_violation() {
        history.updates(B, 5, 6, 1000)
                .lists(BalancingHistoryBuilder.PATH + "=127.200.1.1:1002", 1010)
                .lists(LISTED_B, 1020)
                .until(2000);

        assertThat(history.kinds()).containsExactly("never-existed");
    }

    @Test
    void check_a_live_backend_that_is_not_listed_is_a_violation_after_the_time_limit() {
        history.lists("", 1000).looks(5, 4200).until(4200);
        assertThat(history.kinds()).isEmpty();

        assertThat(BalancingHistoryBuilder.begin()
                        .registers(A, 5, 20)
                        .lists(LISTED_A, 30)
                        .lists("", 1000)
                        .looks(5, 4400)
                        .until(4400)
                        .kinds())
                .containsExactly("missing");
    }

    @Test
    void check_a_znode_that_disappears_while_its_session_lives_is_a_violation() {
        history.gone(7, 1000).lists("", 1010).looks(5, 1500).until(2000);

        assertThat(history.kinds()).containsExactly("vanished");
        assertThat(history.check().anomalies().get(0).headline())
                .isEqualTo(
                        "/lb/backend-0 (created at 0.020 s with czxid 0x5) was observed to be gone at 1.000 s, although"
                                + " the session 0xc0 of its backend, client 0, was alive at least until 1.500 s and the backend had"
                                + " not been asked to stop");
    }

    @Test
    void check_a_backend_that_does_not_try_to_register_after_an_expiry_is_a_violation() {
        history.state(0, SessionState.EXPIRED, 1000)
                .state(0, SessionState.CONNECTED, 2000)
                .gone(7, 900)
                .lists("", 910)
                .until(5_099);
        assertThat(history.kinds()).isEmpty();

        assertThat(BalancingHistoryBuilder.begin()
                        .serves(A, 10)
                        .registers(A, 5, 20)
                        .state(0, SessionState.EXPIRED, 1000)
                        .state(0, SessionState.CONNECTED, 2000)
                        .lists("", 1010)
                        .until(5_101)
                        .kinds())
                .containsExactly("not-registered-again");
    }

    @Test
    void check_a_backend_that_registers_again_or_is_down_is_valid() {
        assertThat(BalancingHistoryBuilder.begin()
                        .serves(A, 10)
                        .registers(A, 5, 20)
                        .state(0, SessionState.EXPIRED, 1000)
                        .state(0, SessionState.CONNECTED, 2000)
                        .registers(A, 8, 5000)
                        .lists(LISTED_A, 5010)
                        .until(20_000)
                        .kinds())
                .isEmpty();
        assertThat(BalancingHistoryBuilder.begin()
                        .serves(A, 10)
                        .registers(A, 5, 20)
                        .stops(500)
                        .state(0, SessionState.EXPIRED, 1000)
                        .state(0, SessionState.CONNECTED, 2000)
                        .lists("", 1010)
                        .until(20_000)
                        .kinds())
                .isEmpty();
    }

    @Test
    void check_an_address_that_is_written_again_within_the_time_limit_is_valid_although_the_list_is_unchanged() {
        history.gone(7, 1000)
                .inSession(0xd0)
                .registers(A, 8, 3000)
                .looks(8, 20_000)
                .until(20_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_an_unchanged_list_is_judged_by_each_write_of_its_address() {
        history.gone(7, 1000)
                .inSession(0xd0)
                .registers(A, 8, 3000)
                .gone(9, 5000)
                .until(9000);

        assertThat(history.kinds()).containsExactly("stale-list");
    }

    @Test
    void check_a_backend_with_a_lost_create_response_is_not_its_predecessor() {
        history.gone(7, 1000)
                .lists("", 1010)
                .inSession(0xd0)
                .registersAnew(A, 8, 3000)
                .lists(LISTED_A, 3010)
                .until(20_000);
        assertThat(history.kinds()).isEmpty();

        assertThat(BalancingHistoryBuilder.begin()
                        .registers(A, 5, 20)
                        .gone(7, 1000)
                        .inSession(0xd0)
                        .registersAnew(A, 8, 3000)
                        .lists(LISTED_A, 3010)
                        .gone(10, 4000)
                        .until(20_000)
                        .kinds())
                .containsExactly("stale-list");
    }

    @Test
    void check_a_registration_without_any_response_is_not_its_predecessor() {
        history.gone(7, 1000)
                .lists("", 1010)
                .inSession(0xd0)
                .registersAnew(A, 0, 3000)
                .lists(LISTED_A, 3010)
                .until(20_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_live_backend_that_successive_lists_lack_is_a_violation() {
        history.lists("", 1000).lists("", 2500).lists("", 4000).looks(5, 4400).until(4400);

        assertThat(history.kinds()).containsExactly("missing");
    }

    @Test
    void check_a_vanished_znode_that_was_observed_late_is_not_reported_as_missing_too() {
        history.lists("", 1000).lists("", 5000).gone(7, 6000).looks(5, 7000).until(7000);

        assertThat(history.kinds()).containsExactly("vanished");
    }

    @Test
    void check_a_znode_with_a_successor_in_the_same_session_vanished_although_it_was_not_observed() {
        history.registers(A, 8, 1000).looks(8, 2000).until(2000);

        assertThat(history.kinds()).containsExactly("vanished");
    }

    @Test
    void check_a_registration_that_was_in_progress_all_the_time_is_an_attempt() {
        history.state(0, SessionState.SUSPENDED, 500)
                .begins("register", A, 600)
                .state(0, SessionState.EXPIRED, 1000)
                .state(0, SessionState.CONNECTED, 2000)
                .gone(7, 900)
                .lists("", 910)
                .until(20_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_request_without_a_response_to_an_outdated_entry_is_a_violation() {
        history.stops(1000)
                .gone(7, 1010)
                .dispatches(A, null, 1100)
                .dispatches(A, null, 4400)
                .until(5000);

        assertThat(history.kinds()).containsExactlyInAnyOrder("stale-list", "routed-to-dead");
        assertThat(history.check().scope()).contains("2 requests (2 without a response)");
    }

    @Test
    void check_an_answer_of_another_backend_is_a_violation() {
        history.dispatches(A, "backend-7", 40).until(1000);

        assertThat(history.kinds()).containsExactly("wrong-backend");
    }

    @Test
    void check_a_killed_backend_is_dead() {
        history.fault(FaultScope.of("client-kill", "random").clients(0), 1000, 1500)
                .until(7601);

        assertThat(history.kinds()).containsExactly("outlived");
    }

    @Test
    void picture_shows_when_a_backend_was_registered_listed_and_routed_to() {
        history.stops(1000)
                .gone(7, 1010)
                .lists("", 1020)
                .dispatches(A, null, 1030)
                .until(2000);

        var lanes = theCheck().picture(history.history()).get(0).lanes();

        assertThat(lanes)
                .extracting(l ->
                        l.name() + " " + l.spans().size() + " " + l.points().size())
                .containsExactly(
                        "backend-0 registered 1 0",
                        "backend-0 listed by 1 1 0",
                        "backend-0 no response 0 1",
                        "backend-0 requests/s 0 1");
        assertThat(lanes.get(3).points().get(0).value()).isEqualTo(2.0);
    }

    private static BalancingCheck theCheck() {
        return BalancingCheck.of(
                new dev.stampede.checker.history.data.RunHeader.CheckSpec("balancing", java.util.Map.of()));
    }

    /** A backend of a user's class, whose znodes are unknown, registers at 1 s; the balancer lists nothing. */
    private static BalancingHistoryBuilder registeredSomewhere() {
        BalancingHistoryBuilder history = BalancingHistoryBuilder.begin()
                .variant("com.example.MyRegistry")
                .bound("recovery", 4000)
                .serves("a", 900);
        int op = history.invoked(0, BalancingHistoryBuilder.PATH, new NameInput.Register("a"), 990);
        return history.completed(op, Outcome.OK, null, null, BalancingHistoryBuilder.session(0), 0, 0, 1000)
                .lists("", 1100);
    }

    @Test
    void registration_of_a_users_class_is_missing_once_its_delivery_is_overdue() {
        assertThat(registeredSomewhere()
                        .lists(BalancingHistoryBuilder.PATH + "=a", 4200)
                        .until(9000)
                        .kinds())
                .isEmpty();
        assertThat(registeredSomewhere().until(9000).kinds()).containsExactly("missing");
    }

    @Test
    void users_class_must_register_again_in_its_next_session() {
        assertThat(inNextSession().until(9000).kinds()).isEmpty();
        assertThat(inNextSession().until(20_000).kinds()).containsExactly("missing");
    }

    private static BalancingHistoryBuilder inNextSession() {
        return registeredSomewhere()
                .lists(BalancingHistoryBuilder.PATH + "=a", 1200)
                .state(0, SessionState.EXPIRED, 2000)
                .state(0, SessionState.CONNECTED, 0xdd, 2100)
                .lists("", 2200);
    }
}
