package dev.stampede.checker.checks.configuration;

import static dev.stampede.checker.checks.configuration.ConfigurationHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import dev.stampede.checker.testing.FaultScope;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Client 2 watches the key that client 1 writes. The time limits are 5 s for a reaction and 6 s for convergence. */
class PropagationCheckTest {

    @Test
    void client_that_acts_on_each_change_in_time_is_valid() {
        CheckResult result = ConfigurationHistoryBuilder.of(2)
                .writes(1, 0x11, 100)
                .view(1, 0x11, 110)
                .fetch(2, 0x11, 120)
                .view(2, 0x11, 121)
                .writes(1, 0x12, 1_000)
                .view(1, 0x12, 1_005)
                .notified(2, 1_010)
                .fetch(2, 0x12, 1_020)
                .view(2, 0x12, 1_021)
                .alive(1, 12_000)
                .alive(2, 12_000)
                .check();

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.scope())
                .startsWith("4 view changes, 1 repeated fetch; ")
                .contains("reaction 5 s = 2 requests x 2/3 of the session timeout of 3 s + 1 s")
                .contains(
                        "convergence 6 s = 1 s (syncLimit x tickTime) + 2 requests", "counted from 2 s (the recovery");
    }

    @Test
    void client_that_goes_back_in_one_session_is_a_violation() {
        CheckResult result = ConfigurationHistoryBuilder.of(1)
                .shown(1, 0x12, 90)
                .view(1, 0x12, 100)
                .shown(1, 0x11, 190)
                .view(1, 0x11, 200)
                .check();

        assertThat(kinds(result)).containsExactly("went-back!");
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("client 1 went back to v17 (mzxid 0x11) of /c/k0 at 0.200 s, after it had v18 (mzxid 0x12)"
                        + " since 0.100 s, both in session 0xc1");
    }

    @Test
    void client_that_goes_back_in_a_new_session_is_a_caveat() {
        CheckResult result = ConfigurationHistoryBuilder.of(1)
                .shown(1, 0x12, 90)
                .view(1, 0x12, 100)
                .connected(1, 0xd1, 150)
                .shown(1, 0x11, 190)
                .view(1, 0x11, 200)
                .check();

        assertThat(kinds(result)).containsExactly("went-back?");
    }

    @Test
    void client_that_acts_again_on_a_deleted_state_went_back() {
        CheckResult result = ConfigurationHistoryBuilder.of(1)
                .shown(1, 0x12, 90)
                .view(1, 0x12, 100)
                .view(1, 0, 150)
                .view(1, 0x12, 200)
                .check();

        assertThat(kinds(result)).containsExactly("went-back!");
    }

    @Test
    void data_without_an_event_in_the_session_of_the_watch_is_a_violation() {
        CheckResult result = ConfigurationHistoryBuilder.of(1)
                .fetch(1, 0x11, 100)
                .view(1, 0x11, 101)
                .fetch(1, 0x12, 200)
                .view(1, 0x12, 201)
                .check();

        assertThat(kinds(result)).containsExactly("data-before-event!");
    }

    @Test
    void data_without_an_event_in_a_new_session_is_valid() {
        CheckResult result = ConfigurationHistoryBuilder.of(1)
                .fetch(1, 0x11, 100)
                .view(1, 0x11, 101)
                .connected(1, 0xd1, 150)
                .fetch(1, 0x12, 200)
                .view(1, 0x12, 201)
                .check();

        assertThat(kinds(result)).isEmpty();
    }

    @Test
    void client_that_does_not_act_on_a_state_that_it_saw_lost_a_wake_up() {
        CheckResult result = ConfigurationHistoryBuilder.of(2)
                .writes(1, 0x11, 100)
                .view(1, 0x11, 100)
                .shown(2, 0x11, 110)
                .view(2, 0x11, 120)
                .writes(1, 0x12, 5_000)
                .view(1, 0x12, 5_000)
                .shown(2, 0x12, 5_100)
                .alive(2, 10_101)
                .check();

        assertThat(kinds(result)).containsExactly("lost-wake-up!");
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("client 2 still acts on v17 (since 0.120 s) of /c/k0 at 10.100 s, although it saw v18 at"
                        + " 5.100 s and has been connected since 0.000 s without interruption (allowed: 5 s)");
    }

    @Test
    void client_without_a_sign_of_activity_is_not_judged() {
        CheckResult result = ConfigurationHistoryBuilder.of(2)
                .view(2, 0x11, 120)
                .writes(1, 0x12, 5_000)
                .view(1, 0x12, 5_000)
                .shown(2, 0x12, 5_100)
                .alive(2, 10_099)
                .check();

        assertThat(kinds(result)).isEmpty();
        assertThat(result.coverage().text()).endsWith("1 not judged: its client was not connected for long enough");
    }

    @Test
    void client_that_disconnects_within_the_time_limit_is_not_judged() {
        CheckResult result = ConfigurationHistoryBuilder.of(2)
                .view(2, 0x11, 120)
                .shown(2, 0x12, 5_100)
                .suspended(2, 7_000)
                .reconnected(2, 7_100)
                .alive(2, 12_000)
                .check();

        assertThat(kinds(result)).isEmpty();
    }

    @Test
    void stall_of_the_clients_jvm_is_added_to_the_time_limit() {
        ConfigurationHistoryBuilder history = ConfigurationHistoryBuilder.of(2)
                .view(2, 0x11, 120)
                .writes(1, 0x12, 5_000)
                .shown(2, 0x12, 5_100)
                .stalls("harness", 6_000, 8_000);

        assertThat(kinds(history.view(2, 0x12, 12_000).alive(2, 13_000).check()))
                .isEmpty();
    }

    @Test
    void client_that_does_not_catch_up_after_a_reconnect_is_a_violation() {
        assertThat(kinds(away().check())).containsExactly("no-catch-up!");
    }

    @Test
    void client_of_persistent_watches_that_does_not_catch_up_is_a_caveat() {
        CheckResult result = away().check("persistent");

        assertThat(kinds(result)).containsExactly("no-catch-up?");
        assertThat(result.caveats().get(0).excuse().where()).contains("ZOOKEEPER-4698");
    }

    @Test
    void client_of_persistent_watches_that_loses_a_wake_up_while_connected_is_a_violation() {
        CheckResult result = ConfigurationHistoryBuilder.of(2)
                .view(2, 0x11, 120)
                .writes(1, 0x12, 5_000)
                .view(1, 0x12, 5_000)
                .shown(2, 0x12, 5_100)
                .alive(2, 10_101)
                .check("persistent");

        assertThat(kinds(result)).containsExactly("lost-wake-up!");
    }

    /** The key changes while client 2 is disconnected, and client 2 sees the change when it reconnects. */
    private static ConfigurationHistoryBuilder away() {
        return ConfigurationHistoryBuilder.of(2)
                .view(2, 0x11, 120)
                .suspended(2, 1_000)
                .fault(FaultScope.of("client-partition", "some").clients(2), 900, 3_000)
                .writes(1, 0x12, 2_000)
                .view(1, 0x12, 2_000)
                .reconnected(2, 3_100)
                .shown(2, 0x12, 3_200)
                .alive(2, 9_000);
    }

    @Test
    void connected_client_that_saw_nothing_must_converge_while_no_fault_acts() {
        CheckResult result = ConfigurationHistoryBuilder.of(2)
                .view(1, 0x12, 10)
                .view(2, 0x11, 120)
                .writes(1, 0x12, 3_000)
                .alive(2, 9_001)
                .check();

        assertThat(kinds(result)).containsExactly("not-converged!");
    }

    /** Client 2 acts on no state, although the znode has existed since 3 s. */
    private static ConfigurationHistoryBuilder created() {
        return ConfigurationHistoryBuilder.of(2)
                .view(1, 0x12, 10)
                .view(2, 0, 120)
                .writes(1, 0x12, 3_000);
    }

    @Test
    void client_that_never_hears_of_a_create_does_not_converge() {
        CheckResult result = created().alive(2, 9_001).check();

        assertThat(kinds(result)).containsExactly("not-converged!");
        assertThat(result.anomalies().get(0).headline()).startsWith("client 2 still acts on absent");
    }

    @Test
    void client_that_acts_on_nothing_converged_if_somebody_may_have_deleted_the_znode_since() {
        assertThat(kinds(created().mayDelete(1, 4_000).alive(2, 9_001).check())).isEmpty();
        assertThat(kinds(created().deletes(1, 0x13, 4_000).alive(2, 9_001).check()))
                .isEmpty();
    }

    @Test
    void client_that_never_hears_of_a_delete_does_not_converge() {
        ConfigurationHistoryBuilder story = ConfigurationHistoryBuilder.of(2)
                .view(1, 0x12, 10)
                .view(2, 0x12, 120)
                .writes(1, 0x12, 1_000);
        story.shown(1, 0x12, 1_100).deletes(1, 0x13, 3_000);

        CheckResult result = story.alive(2, 9_001).check();

        assertThat(kinds(result)).containsExactly("not-converged!");
        assertThat(result.anomalies().get(0).headline()).contains("although its delete was acknowledged at 3.000 s");
    }

    @Test
    void client_that_hears_of_a_delete_or_of_the_next_create_converges() {
        ConfigurationHistoryBuilder absent = ConfigurationHistoryBuilder.of(2)
                .view(1, 0x12, 10)
                .view(2, 0x12, 120)
                .writes(1, 0x12, 1_000);
        absent.shown(1, 0x12, 1_100).deletes(1, 0x13, 3_000).view(2, 0, 4_000).view(1, 0, 4_000);
        assertThat(kinds(absent.alive(2, 9_001).alive(1, 9_001).check())).isEmpty();

        ConfigurationHistoryBuilder early = ConfigurationHistoryBuilder.of(2)
                .view(1, 0x12, 10)
                .view(2, 0x12, 120)
                .writes(1, 0x12, 1_000);
        early.shown(1, 0x12, 1_100).deletes(1, 0x13, 3_000);
        assertThat(kinds(early.alive(2, 5_000).check())).isEmpty();
    }

    @Test
    void convergence_is_not_required_within_the_recovery_budget() {
        ConfigurationHistoryBuilder history = ConfigurationHistoryBuilder.of(2)
                .view(1, 0x12, 10)
                .view(2, 0x11, 120)
                .writes(1, 0x12, 3_000)
                .fault(FaultScope.of("partition", "some"), 4_000, 5_000);

        assertThat(kinds(history.alive(2, 12_900).check())).isEmpty();
        assertThat(kinds(history.alive(2, 13_001).check())).containsExactly("not-converged!");
    }

    @Test
    void absence_that_a_client_saw_but_did_not_act_on_is_a_violation() {
        CheckResult result = ConfigurationHistoryBuilder.of(1)
                .shown(1, 0x11, 100)
                .view(1, 0x11, 120)
                .shown(1, 0, 1_000)
                .alive(1, 6_001)
                .check();

        assertThat(kinds(result)).containsExactly("no-catch-up!");
    }

    @Test
    void presence_is_missed_only_by_a_client_that_sees_the_same_znode_again_after_the_deadline() {
        ConfigurationHistoryBuilder history = ConfigurationHistoryBuilder.of(1)
                .shown(1, 0x11, 100)
                .view(1, 0x11, 120)
                .view(1, 0, 500);

        history.shown(1, 0x20, 0x20, 1_000).alive(1, 6_500);
        assertThat(kinds(history.check())).isEmpty();
        history.shown(1, 0x20, 0x20, 6_600);
        assertThat(kinds(history.check())).containsExactly("no-catch-up!");
    }

    @Test
    void client_in_a_worker_that_was_killed_is_not_judged_after_that() {
        CheckResult result = ConfigurationHistoryBuilder.of(2)
                .view(2, 0x11, 120)
                .shown(2, 0x12, 5_100)
                .fault(FaultScope.of("client-kill", "some").clients(2), 6_000, 7_000)
                .alive(2, 11_000)
                .check();

        assertThat(kinds(result)).isEmpty();
    }

    @Test
    void history_without_views_is_inconclusive() {
        CheckResult result =
                ConfigurationHistoryBuilder.of(1).writes(1, 0x11, 100).check();

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason()).isEqualTo("no client recorded a view");
    }

    @Test
    void picture_draws_the_acknowledged_version_and_how_long_each_client_was_outdated() {
        ConfigurationHistoryBuilder history = ConfigurationHistoryBuilder.of(2)
                .writes(1, 0x11, 100)
                .view(2, 0x11, 200)
                .writes(1, 0x12, 1_000)
                .view(2, 0x12, 9_000)
                .alive(2, 10_000);

        Track track = PropagationCheck.of(new CheckSpec(PropagationCheck.NAME, Map.of()))
                .picture(history.history())
                .get(0);

        assertThat(track.name()).isEqualTo("Configuration /c/k0");
        assertThat(track.lanes()).extracting(Track.Lane::name).containsExactly("acknowledged", "client 2");
        assertThat(track.lanes().get(0).spans()).extracting(s -> s.label()).containsExactly("v17", "v18");
        assertThat(track.lanes().get(1).spans())
                .extracting(s -> s.severity())
                .containsExactly(Severity.QUIET, Severity.NOTICE, Severity.BAD, Severity.QUIET);
        assertThat(track.lanes().get(1).spans().get(2).fromNanos()).isEqualTo(ConfigurationHistoryBuilder.nanos(7_000));
    }

    @Test
    void of_unknown_watches_lists_the_valid_ones() {
        assertThatThrownBy(() -> PropagationCheck.of(new CheckSpec(PropagationCheck.NAME, Map.of("watches", "sticky"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the check propagation expects one-shot or persistent for watches, found \"sticky\"");
    }
}
