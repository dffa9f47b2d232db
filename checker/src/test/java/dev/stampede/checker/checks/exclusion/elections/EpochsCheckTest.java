package dev.stampede.checker.checks.exclusion.elections;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.registry.Checks;
import dev.stampede.checker.testing.Reply;
import org.junit.jupiter.api.Test;

/** Epochs of masters, in the order of zxids. */
class EpochsCheckTest {
    /** A grant that follows from a read at {@code zxid} and shows a token. */
    private static void regain(LockHistoryBuilder history, int client, long token, long zxid, long at) {
        int op = history.invoked(client, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, at - 10);
        long session = LockHistoryBuilder.session(client);
        history.attempt(
                client,
                op,
                session,
                Opcode.EXISTS,
                history.path(token),
                Reply.ok(zxid, LockHistoryBuilder.stat(token, session)),
                at - 6,
                at - 5);
        history.completed(op, Outcome.OK, null, null, session, token, zxid, at);
    }

    @Test
    void epochs_that_increase_are_valid() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.release(1, 0x10, 0x11, 200);
        history.grant(2, 0x12, 0x12, 300);
        CheckResult result = history.ended(900).checkNamed(EpochsCheck.NAME);

        assertThat(kinds(result)).isEmpty();
        assertThat(result.scope()).isEqualTo("1 object, 0 terms with an epoch below an earlier one");
    }

    @Test
    void master_that_finds_its_znode_again_keeps_its_epoch() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 200),
                Outcome.OK,
                null,
                null,
                0xc1,
                0,
                0x11,
                201);
        regain(history, 1, 0x10, 0x15, 300);

        assertThat(kinds(history.ended(900).checkNamed(EpochsCheck.NAME))).isEmpty();
    }

    @Test
    void grant_with_an_older_znode_at_a_later_zxid_is_reported() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 200),
                Outcome.OK,
                null,
                null,
                0xc1,
                0,
                0x11,
                201);
        history.grant(2, 0x12, 0x12, 300);
        regain(history, 1, 0x10, 0x15, 400);
        CheckResult result = history.ended(900).checkNamed(EpochsCheck.NAME);

        assertThat(kinds(result)).containsExactly("epoch-decreased!");
        assertThat(result.violations().get(0).headline())
                .isEqualTo(
                        "client 1 (lock-1) became the master of /locks/a in epoch 0x10 after client 2 (lock-2) had been the"
                                + " master in epoch 0x12");
    }

    @Test
    void grant_that_its_client_learned_of_late_is_valid() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(2, 0x12, 0x12, 300);
        history.grant(1, 0x10, 0x10, 5000); // its client was paused between the answer and the grant

        assertThat(kinds(history.ended(9000).checkNamed(EpochsCheck.NAME))).isEmpty();
    }

    @Test
    void day_whose_master_learns_late_of_its_election_is_a_separate_election() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        int one = history.invoked(1, "/master/2026-11-24", Acquire.EXCLUSIVE, 90);
        history.attempt(
                1, one, 0xc1, Opcode.CREATE, "/master/b", Reply.ok(0x10, LockHistoryBuilder.stat(0x10, 0xc1)), 94, 95);
        history.completed(one, Outcome.OK, null, null, 0xc1, 0x10, 0x10, 100);
        int two = history.invoked(2, "/master/2026-11-25", Acquire.EXCLUSIVE, 190);
        history.attempt(
                2, two, 0xc2, Opcode.EXISTS, "/master/b", Reply.ok(0x15, LockHistoryBuilder.stat(0x8, 0xc2)), 194, 195);
        history.completed(two, Outcome.OK, null, null, 0xc2, 0x8, 0x15, 200);

        assertThat(kinds(history.ended(900).checkNamed(EpochsCheck.NAME))).isEmpty();
    }

    /** A latch: its znode, the list from which it concludes that it leads, and a true sample. */
    private static void latch(LockHistoryBuilder history, int client, long token, long listed, long at) {
        long session = LockHistoryBuilder.session(client);
        history.attempt(
                client,
                -1,
                session,
                Opcode.CREATE,
                history.path(token),
                Reply.ok(token, LockHistoryBuilder.stat(token, session)),
                at - 1,
                at);
        history.attempt(
                client, -1, session, Opcode.GET_CHILDREN, LockHistoryBuilder.KEY, Reply.ok(listed), at + 9, at + 10);
        history.sample(client, true, token, listed, at + 20, at + 21);
    }

    @Test
    void masters_known_from_samples_are_judged_by_the_lists_that_they_follow_from() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        latch(history, 1, 0x10, 0x11, 100);
        latch(history, 2, 0x12, 0x13, 300);
        CheckResult result = history.ended(900).checkNamed(EpochsCheck.NAME);

        assertThat(kinds(result)).isEmpty();
        assertThat(result.scope()).isEqualTo("1 object, 0 terms with an epoch below an earlier one");
    }

    /**
     * Client 2 led with 0x12 according to a list at 0x13; client 1 leads with 0x10 according to a list at 0x15: the
     * znode of client 1 existed already, and the election had passed it over.
     */
    @Test
    void latch_that_leads_with_an_older_znode_at_a_later_zxid_is_reported() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        latch(history, 2, 0x12, 0x13, 100);
        history.sample(2, false, 0, 0x14, 150, 151);
        latch(history, 1, 0x10, 0x15, 300);

        assertThat(kinds(history.ended(900).checkNamed(EpochsCheck.NAME))).containsExactly("epoch-decreased!");
    }

    /**
     * The token is that of the znode whose create was answered last, which may differ from the znode with which it
     * leads.
     */
    @Test
    void latch_with_a_lost_create_response_is_not_judged() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        latch(history, 2, 0x12, 0x13, 300);
        history.sample(2, false, 0, 0x14, 350, 351);
        history.attempt(
                1,
                -1,
                0xc1,
                Opcode.CREATE,
                history.path(0x10),
                Reply.ok(0x10, LockHistoryBuilder.stat(0x10, 0xc1)),
                99,
                100);
        history.attempt(
                1,
                -1,
                0xc1,
                Opcode.CREATE,
                LockHistoryBuilder.KEY + "/n-",
                Reply.error(ResultCode.CONNECTIONLOSS),
                399,
                400);
        history.attempt(1, -1, 0xc1, Opcode.GET_CHILDREN, LockHistoryBuilder.KEY, Reply.ok(0x15), 409, 410);
        history.sample(1, true, 0x10, 0x15, 420, 421);
        CheckResult result = history.ended(900).checkNamed(EpochsCheck.NAME);

        assertThat(kinds(result)).isEmpty();
        assertThat(result.coverage().notJudgedCount()).isEqualTo(1);
    }

    @Test
    void picture_shows_each_master_with_its_epoch() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.release(1, 0x10, 0x11, 200);
        var tracks = Checks.of(EpochsCheck.NAME).picture(history.ended(900).history());

        assertThat(tracks.get(0).name()).isEqualTo("Masters");
        assertThat(tracks.get(0).lanes().get(0).spans())
                .extracting("label")
                .containsExactly("client 1 (lock-1) in epoch 0x10");
    }
}
