package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.checks.exclusion.views.AnomalyBuilder;
import dev.stampede.checker.checks.exclusion.views.ExclusionCitations;
import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import org.junit.jupiter.api.Test;

/** For each mutant of the scenarios, a history that it leaves, and the kind of anomaly that detects it. */
class MutantsTest {
    private int first;

    /** A holder in a worker that is stopped from 1000 to 7000; the next one is granted at 5010. */
    private LockHistoryBuilder paused() {
        LockHistoryBuilder history =
                LockHistoryBuilder.of(0).opened(1, "worker-1", 0).opened(2, "harness", 0);
        history.state(1, SessionState.CONNECTED, 0xc1, 0).state(2, SessionState.CONNECTED, 0xc2, 0);
        history.fault(FaultScope.of("client-pause", "holder").clients(1), 1000, 7000);
        first = history.grant(1, 0x10, 0x12, 900);
        history.gone(0x10, 0x20, 5000);
        int second = history.grant(2, 0x11, 0x20, 5010);
        history.writes(2, second, 0x11, true, 0, 5100);
        return history.stalls("worker-1", 1000, 7000)
                .state(1, SessionState.SUSPENDED, 7010)
                .doubts(1, 7020)
                .state(1, SessionState.EXPIRED, 7050)
                .ended(9000);
    }

    @Test
    void paused_holder_with_its_token_is_valid_with_the_caveat_of_tech_note_10() {
        CheckResult result = paused().writes(1, first, 0x10, false, 0x11, 7005).check();

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(kinds(result)).containsExactly("disciplined-overlap?");
        assertThat(result.caveats().get(0).excuse()).isEqualTo(ExclusionCitations.TECH_NOTE_10);
        assertThat(result.caveats().get(0).signature())
                .hasToString("mutual-exclusion/disciplined-overlap under client-pause:holder in lock/naive");
        assertThat(result.caveats().get(0).because())
                .anyMatch(line -> line.contains("the JVM worker-1 stalls for 6 s"));
    }

    @Test
    void paused_holder_without_its_token_is_caught_by_the_fenced_view() {
        CheckResult result = paused().writes(1, first, 0, true, 0x11, 7005).check();

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.violations()).extracting("kind").containsExactly("stale-write");
    }

    @Test
    void lock_that_never_doubts_is_caught_as_undisciplined() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x12, 100);
        history.state(1, SessionState.SUSPENDED, 2000);
        history.gone(0x10, 0x20, 5000);
        history.grant(2, 0x11, 0x20, 5010);
        history.state(1, SessionState.EXPIRED, 8000);

        assertThat(history.ended(9000).check().violations())
                .extracting("kind")
                .contains("undisciplined", "stale-belief");
    }

    @Test
    void election_that_never_checks_again_after_a_reconnect_is_caught_as_a_stale_belief() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.state(1, SessionState.SUSPENDED, 2000).doubts(1, 2001);
        history.gone(0x10, 0x20, 5000);
        history.grant(2, 0x21, 0x21, 5010);
        history.state(1, SessionState.EXPIRED, 8000).state(1, SessionState.CONNECTED, 0xf1, 8050);
        history.believes(1, 0x10, 8060);
        CheckResult result = history.ended(20000).checkElection();

        assertThat(result.violations()).extracting("kind").contains("stale-belief", "disciplined-overlap");
    }

    @Test
    void lock_that_deletes_a_znode_that_is_not_its_own_is_caught_as_a_foreign_delete() {
        LockHistoryBuilder history = LockHistoryBuilder.of(3).at("/exclusive_lock/lock");
        history.grant(1, 0x10, 0x10, 100);
        history.state(1, SessionState.SUSPENDED, 1000).doubts(1, 1001);
        history.gone(0x10, 0x12, 4100);
        history.grant(2, 0x13, 0x13, 4110);
        history.state(1, SessionState.EXPIRED, 4200).state(1, SessionState.CONNECTED, 0xf1, 4210);
        history.release(1, 0x10, 0x15, 4300);
        history.grant(3, 0x16, 0x16, 4310);

        assertThat(history.ended(6000).check().violations())
                .extracting("kind")
                .containsExactlyInAnyOrder("foreign-delete", "disciplined-overlap");
    }

    @Test
    void latch_that_trusts_a_stale_read_is_caught_in_the_ensemble_itself() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.attempt(
                1,
                -1,
                0xc1,
                Opcode.CREATE,
                history.path(0x10),
                Reply.ok(0x10, LockHistoryBuilder.stat(0x10, 0xc1)),
                49,
                50);
        history.attempt(
                2,
                -1,
                0xc2,
                Opcode.CREATE,
                history.path(0x11),
                Reply.ok(0x11, LockHistoryBuilder.stat(0x11, 0xc2)),
                59,
                60);
        for (int i = 0; i < 5; i++) {
            history.sample(1, true, 0x10, 0x12, 100 + 10L * i, 101 + 10L * i);
            history.sample(2, true, 0x11, 0x12, 102 + 10L * i, 103 + 10L * i);
        }
        history.gone(0x10, 0x20, 500).gone(0x11, 0x21, 600);

        assertThat(kinds(history.ended(900).checkElection())).containsExactly("server-overlap!");
    }

    @Test
    void many_anomalies_are_counted_and_a_few_of_each_kind_are_kept() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        for (int i = 0; i < 40; i++) {
            history.grant(1, 0x100 + 10L * i, 0x105 + 10L * i, 1000 + 100L * i);
            history.grant(2, 0x101 + 10L * i, 0x105 + 10L * i, 1010 + 100L * i);
            history.release(1, 0x100 + 10L * i, 0x107 + 10L * i, 1020 + 100L * i);
            history.release(2, 0x101 + 10L * i, 0x108 + 10L * i, 1030 + 100L * i);
        }
        CheckResult result = history.check();

        assertThat(result.anomalies()).hasSize(AnomalyBuilder.MAX_OF_A_KIND);
        assertThat(result.scope()).contains("80 holds", "server: 40 overlaps");
    }

    @Test
    void recipe_parameter_names_the_signature() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.grant(2, 0x11, 0x12, 150);
        history.release(1, 0x10, 0x13, 200);
        history.release(2, 0x11, 0x14, 250);

        assertThat(history.ended(300)
                        .check("recipe=lock/mutex")
                        .anomalies()
                        .get(0)
                        .signature())
                .hasToString("mutual-exclusion/server-overlap under no fault in lock/mutex");
    }
}
