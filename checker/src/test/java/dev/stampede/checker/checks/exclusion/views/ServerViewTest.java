package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.testing.Reply;
import org.junit.jupiter.api.Test;

class ServerViewTest {
    @Test
    void holds_one_after_another_are_valid() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x12, 100);
        history.release(1, 0x10, 0x13, 200);
        history.grant(2, 0x11, 0x13, 210);
        history.release(2, 0x11, 0x14, 300);

        assertThat(history.check().anomalies()).isEmpty();
    }

    @Test
    void holds_at_one_zxid_are_a_violation_of_the_recipe() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.grant(2, 0x11, 0x12, 150);
        history.release(1, 0x10, 0x13, 200);
        history.release(2, 0x11, 0x14, 300);

        CheckResult result = history.check();

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(kinds(result)).containsExactly("server-overlap!");
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.RECIPE);
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo(
                        "client 1 (lock-1) and client 2 (lock-2) held /locks/a at once for 52 ms, in the ensemble itself");
        assertThat(result.anomalies().get(0).because())
                .contains("server view: client 1 (lock-1) was granted /locks/a at zxid 0x10 by its znode /locks/a/10,"
                        + " deleted at zxid 0x13")
                .contains("both holds were in force from zxid 0x12 to 0x12");
        assertThat(result.anomalies().get(0).operations()).containsExactly(0, 2, 1, 3);
    }

    @Test
    void grant_at_the_very_zxid_of_the_delete_is_valid() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.grant(2, 0x11, 0x13, 205);
        history.release(1, 0x10, 0x13, 200);

        assertThat(kinds(history.ended(400).check())).doesNotContain("server-overlap!");
    }

    @Test
    void queued_znode_is_no_hold() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.release(1, 0x10, 0x20, 200);
        history.grant(2, 0x11, 0x20, 210);

        assertThat(history.check().violations()).isEmpty();
    }

    @Test
    void grant_by_the_create_itself_counts_from_its_czxid() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        HoldAnalysis analysis = history.analysis();

        assertThat(analysis.grantZxid(analysis.holds().all().get(0))).isEqualTo(0x10);
    }

    @Test
    void one_path_for_all_keeps_its_znodes_apart() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2).at("/lock");
        for (int i = 0; i < 10; i++) {
            history.grant(1 + i % 2, 0x10 + 2L * i, 0x10 + 2L * i, 100 + 100L * i);
            history.release(1 + i % 2, 0x10 + 2L * i, 0x11 + 2L * i, 150 + 100L * i);
        }
        CheckResult result = history.check();

        assertThat(result.anomalies()).isEmpty();
        assertThat(result.scope())
                .isEqualTo(
                        "10 holds of 1 key by 2 clients; server: no anomaly; client view, up to its first SUSPENDED or LOST:"
                                + " no anomaly; client view: no anomaly; store with fencing tokens: no writes");
    }

    @Test
    void unobserved_delete_is_bounded_by_the_acknowledged_one() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x12, 100);
        history.releaseUnseen(1, 0x10, 0x15, 200);
        history.grant(2, 0x11, 0x15, 210);
        history.releaseUnseen(2, 0x11, 0x17, 300);
        HoldAnalysis analysis = history.analysis();

        assertThat(analysis.znodes().life(analysis.holds().all().get(0)).gone()).isEqualTo(0x15);
        assertThat(analysis.znodes().life(analysis.holds().all().get(0)).alive())
                .isEqualTo(0x12);
        assertThat(history.check().scope())
                .contains("server: no anomaly");
    }

    @Test
    void delete_in_an_interval_that_may_or_may_not_overlap_is_undecided_and_named() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 150);
        history.absent(0x10, 0x11, 0x20, 400);
        history.grant(2, 0x12, 0x15, 200);
        CheckResult result = history.ended(500).check();

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.scope())
                .contains("1 hold whose overlap could not be decided (client 1 (lock-1) from 0.100 s)");
    }

    @Test
    void delete_in_an_interval_that_overlaps_for_every_value_is_a_violation() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 150);
        history.absent(0x10, 0x15, 0x20, 400);
        history.grant(2, 0x12, 0x15, 200);
        history.release(2, 0x12, 0x16, 450);

        assertThat(kinds(history.ended(500).check())).containsExactly("server-overlap!");
    }

    @Test
    void next_znode_at_the_path_bounds_the_delete_of_the_previous_one() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2).at("/lock");
        history.grant(1, 0x10, 0x10, 100);
        history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 150);
        history.grant(2, 0x20, 0x20, 300);
        HoldAnalysis analysis = history.analysis();

        assertThat(analysis.znodes().life(analysis.holds().all().get(0)).gone()).isEqualTo(0x1f);
        assertThat(history.check().scope()).contains("server: no anomaly");
    }

    @Test
    void acknowledged_close_of_the_session_bounds_the_delete() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.attempt(1, -1, LockHistoryBuilder.session(1), Opcode.CLOSE, null, Reply.ok(0x16), 299, 300);
        HoldAnalysis analysis = history.analysis();

        assertThat(analysis.znodes().life(analysis.holds().all().get(0)).gone()).isEqualTo(0x16);
    }

    @Test
    void chroot_of_the_clients_is_derived_from_a_znode_that_both_name() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2).under("/run-7");
        history.grant(1, 0x10, 0x12, 100);
        history.seen(0x10, LockHistoryBuilder.session(1), 100);
        history.grant(2, 0x11, 0x12, 150);
        history.gone(0x10, 0x14, 200);
        history.gone(0x11, 0x15, 300);
        HoldAnalysis analysis = history.analysis();

        assertThat(analysis.znodes().life(analysis.holds().all().get(1)).path()).isEqualTo("/run-7/locks/a/11");
        assertThat(analysis.znodes().life(analysis.holds().all().get(1)).gone()).isEqualTo(0x15);
        assertThat(kinds(history.ended(400).check("views=server"))).containsExactly("server-overlap!");
    }

    @Test
    void hold_without_a_token_is_counted_but_not_judged() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        int op = history.invoked(2, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 150);
        history.completed(
                op,
                dev.stampede.checker.history.data.Outcome.OK,
                null,
                null,
                LockHistoryBuilder.session(2),
                0,
                0x12,
                160);
        CheckResult result = history.ended(300).check("views=server");

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.scope()).contains("1 hold with an unknown znode or zxid");
    }

    @Test
    void keys_differ_and_do_not_exclude_each_other() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        int op = history.invoked(2, "/locks/b", Acquire.EXCLUSIVE, 110);
        history.attempt(
                2,
                op,
                LockHistoryBuilder.session(2),
                Opcode.CREATE,
                "/locks/b/x",
                Reply.ok(0x11, LockHistoryBuilder.stat(0x11, 0xc2)),
                114,
                115);
        history.completed(
                op,
                dev.stampede.checker.history.data.Outcome.OK,
                null,
                null,
                LockHistoryBuilder.session(2),
                0x11,
                0x11,
                120);

        assertThat(history.ended(300).check().anomalies()).isEmpty();
    }

    @Test
    void client_with_two_znodes_does_not_overlap_itself() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.grant(1, 0x20, 0x20, 200);

        assertThat(history.ended(300).check().anomalies()).isEmpty();
    }

    @Test
    void no_hold_at_all_is_inconclusive() {
        CheckResult result = LockHistoryBuilder.of(2).ended(10).check();

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason()).isEqualTo("no hold was granted, so nothing was proved");
    }
}
