package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.testing.HistoryBuilder.kinds;
import static dev.stampede.checker.testing.HistoryBuilder.session;
import static dev.stampede.checker.testing.HistoryBuilder.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.HistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class EphemeralRulesTest {
    private static final String PATH = "/locks/a/x-1";

    /** Client 1 creates an ephemeral at 0x10, and watchers see it. */
    private static HistoryBuilder created() {
        HistoryBuilder history = HistoryBuilder.of("lock").clients(2);
        history.attempt(1, -1, Opcode.CREATE, PATH, Reply.ok(0x10, stat(0x10, session(1))), 100, 110);
        return history.observed(ZnodeChange.CREATED, PATH, 0x10, 0, stat(0x10, session(1)), 112);
    }

    private static HistoryBuilder vanished() {
        return created().observed(ZnodeChange.DELETED, PATH, 0x20, 0, null, 500);
    }

    private static CheckResult check(HistoryBuilder history) {
        return history.ended(9000).checkNamed("guarantees");
    }

    private static HistoryBuilder writes(HistoryBuilder history, long zxid, long sent) {
        return history.attempt(1, -1, Opcode.SET_DATA, "/other", Reply.ok(zxid, stat(1, zxid, 3, 0)), sent, sent + 5);
    }

    @Test
    void ephemeral_that_vanishes_while_its_session_lives_is_ZooKeepers_fault() {
        CheckResult result = check(writes(vanished(), 0x21, 600));

        assertThat(kinds(result)).containsExactly("ephemeral-vanished!");
        Anomaly anomaly = result.anomalies().get(0);
        assertThat(anomaly.blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(anomaly.headline())
                .isEqualTo("the ephemeral /locks/a/x-1 of session 0xc1 was gone by 0.500 s (zxid 0x20), although its"
                        + " session was alive and no client had sent a delete");
        assertThat(anomaly.subject().paths()).containsExactly(PATH);
        assertThat(anomaly.subject().sessions()).containsExactly(session(1));
    }

    @Test
    void ephemeral_of_a_session_without_a_later_response_may_have_ended_with_it() {
        assertThat(kinds(check(writes(vanished(), 0x19, 400)))).isEmpty();
        assertThat(kinds(check(vanished().attempt(1, -1, Opcode.GET_DATA, "/other", Reply.ok(0x21), 600, 605))))
                .as("a member that lags answers reads of a session that has ended")
                .isEmpty();
    }

    @Test
    void ephemeral_that_a_client_may_have_deleted_did_not_vanish() {
        for (Reply reply : List.of(Reply.ok(0x20), Reply.error(ResultCode.CONNECTIONLOSS))) {
            HistoryBuilder history = created().attempt(2, -1, Opcode.DELETE, PATH, reply, 300, 310);
            history.observed(ZnodeChange.DELETED, PATH, 0x20, 0, null, 500);
            assertThat(kinds(check(writes(history, 0x21, 600)))).isEmpty();
        }
        HistoryBuilder multi = created().attempt(2, -1, Opcode.MULTI, null, Reply.ok(0x20), 300, 310);
        multi.observed(ZnodeChange.DELETED, PATH, 0x20, 0, null, 500);
        assertThat(kinds(check(writes(multi, 0x21, 600)))).isEmpty();
    }

    @Test
    void ephemeral_whose_delete_was_refused_or_sent_later_vanished() {
        HistoryBuilder history = created()
                .attempt(2, -1, Opcode.DELETE, PATH, Reply.error(ResultCode.BADVERSION), 300, 310)
                .observed(ZnodeChange.DELETED, PATH, 0x20, 0, null, 500)
                .attempt(2, -1, Opcode.DELETE, PATH, Reply.error(ResultCode.CONNECTIONLOSS), 550, 560);

        assertThat(kinds(check(writes(history, 0x21, 600)))).containsExactly("ephemeral-vanished!");
    }

    @Test
    void ephemeral_that_is_deleted_by_the_close_of_its_session_is_valid() {
        HistoryBuilder history = created().attempt(1, -1, Opcode.CLOSE, null, Reply.ok(0x20), 300, 310);

        assertThat(kinds(check(history.observed(ZnodeChange.DELETED, PATH, 0x20, 0, null, 500))))
                .isEmpty();
    }

    @Test
    void ephemeral_that_outlives_the_acknowledged_close_of_its_session_is_ZooKeepers_fault() {
        HistoryBuilder history = created().attempt(1, -1, Opcode.CLOSE, null, Reply.ok(0x20), 300, 310);
        CheckResult late = check(history.observed(ZnodeChange.DELETED, PATH, 0x21, 0, null, 500));

        assertThat(kinds(late)).containsExactly("ephemeral-outlived!");
        assertThat(late.anomalies().get(0).headline())
                .isEqualTo("the ephemeral /locks/a/x-1 was deleted only at zxid 0x21, although the close of its session"
                        + " 0xc1 had been acknowledged at zxid 0x20");
    }

    @Test
    void ephemeral_that_is_changed_after_the_acknowledged_close_of_its_session_outlived_it() {
        HistoryBuilder history = created().attempt(1, -1, Opcode.CLOSE, null, Reply.ok(0x20), 300, 310);
        history.attempt(2, -1, Opcode.GET_DATA, PATH, Reply.ok(0x30, stat(0x10, 0x25, 1, session(1))), 400, 410);

        assertThat(kinds(check(history))).contains("ephemeral-outlived!");
    }

    @Test
    void ephemeral_of_a_session_whose_close_was_not_acknowledged_may_live_on() {
        HistoryBuilder history =
                created().attempt(1, -1, Opcode.CLOSE, null, Reply.error(ResultCode.CONNECTIONLOSS), 300, 310);

        assertThat(kinds(check(history.observed(ZnodeChange.DELETED, PATH, 0x30, 0, null, 3500))))
                .isEmpty();
    }
}
